package io.ostiary.filter.jakarta;

import io.ostiary.filter.Arrival;
import io.ostiary.filter.OstiaryFilter;
import io.ostiary.filter.Pass;
import io.ostiary.realm.authentication.Authentication;
import io.ostiary.realm.authentication.Evidence;
import io.ostiary.realm.jakarta.EvidenceCredential;
import io.ostiary.realm.jakarta.OstiaryCallerPrincipal;
import io.ostiary.signature.SignatureException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.AuthenticationException;
import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.authentication.mechanism.http.HttpAuthenticationMechanism;
import jakarta.security.enterprise.authentication.mechanism.http.HttpMessageContext;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.IdentityStoreHandler;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The first half of the pass, where the server has Jakarta Security: reads the request, checks its
 * evidence by the identity store, tells the container who calls, and marks the request, so that the
 * filter goes on from there. A request that nobody in particular makes goes on unauthenticated;
 * what it may do is the filter's to decide.
 */
@ApplicationScoped
public class OstiaryAuthenticationMechanism implements HttpAuthenticationMechanism {
  private final @Nullable IdentityStoreHandler identityStores;

  /** For the container's proxy. */
  protected OstiaryAuthenticationMechanism() {
    this.identityStores = null;
  }

  @Inject
  public OstiaryAuthenticationMechanism(IdentityStoreHandler identityStores) {
    this.identityStores = identityStores;
  }

  @Override
  public AuthenticationStatus validateRequest(
      HttpServletRequest request, HttpServletResponse response, HttpMessageContext context)
      throws AuthenticationException {
    if (Boolean.TRUE.equals(request.getServletContext().getAttribute(OstiaryFilter.UNSECURED))) {
      return context.doNothing();
    }
    if (!(request.getServletContext().getAttribute(OstiaryFilter.PASS) instanceof Pass pass)) {
      throw new AuthenticationException(
          "nothing wired Ostiary for this application; put the runtime module into WEB-INF/lib");
    }
    Optional<Arrival> earlier =
        Pass.arrived(request); // an asynchronous dispatch, or authenticate()
    if (earlier.isPresent()) {
      return login(earlier.get(), context);
    }
    try {
      Optional<Arrival> arrival =
          pass.arrive(request, response, evidence -> byIdentityStore(pass, evidence));
      if (arrival.isEmpty()) {
        pass.finish(request, response);
        return AuthenticationStatus.SEND_FAILURE;
      }
      context.withRequest(arrival.get().verified(request, response));
      return login(arrival.get(), context);
    } catch (IOException failure) {
      throw new AuthenticationException(failure);
    }
  }

  private static AuthenticationStatus login(Arrival arrival, HttpMessageContext context) {
    return arrival.isAnonymous()
        ? context.doNothing()
        : context.notifyContainerAboutLogin(
            new OstiaryCallerPrincipal(arrival.caller()), arrival.roles());
  }

  private Authentication byIdentityStore(Pass pass, Evidence evidence)
      throws SignatureException, IOException {
    EvidenceCredential credential = new EvidenceCredential(evidence, pass.authenticator());
    CredentialValidationResult result = Objects.requireNonNull(identityStores).validate(credential);
    if (result.getStatus() == CredentialValidationResult.Status.NOT_VALIDATED) {
      // No store looks at no evidence; and where the application has replaced the identity stores,
      // ours may not be among them.
      return pass.authenticator().authenticate(evidence);
    }
    Authentication outcome = credential.outcome();
    if (result.getStatus() != CredentialValidationResult.Status.VALID) {
      throw new SignatureException(
          SignatureException.Reason.UNKNOWN_KEY, "the access key is not accepted here");
    }
    return outcome;
  }
}
