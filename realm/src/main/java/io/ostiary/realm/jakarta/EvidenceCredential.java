package io.ostiary.realm.jakarta;

import io.ostiary.realm.authentication.Authentication;
import io.ostiary.realm.authentication.Authenticator;
import io.ostiary.realm.authentication.BearerException;
import io.ostiary.realm.authentication.Evidence;
import io.ostiary.signature.SignatureException;
import jakarta.security.enterprise.credential.Credential;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Evidence on its way through Jakarta Security, with whom to ask about it. It keeps the outcome,
 * since a {@code CredentialValidationResult} has room for neither a verified signature nor a reason
 * of refusal. For one request and one thread.
 */
public final class EvidenceCredential implements Credential {
  private final Evidence evidence;
  private final Authenticator authenticator;
  private @Nullable Authentication authentication;
  private @Nullable SignatureException refusal;
  private @Nullable BearerException refusedBearer;
  private @Nullable IOException failure;

  public EvidenceCredential(Evidence evidence, Authenticator authenticator) {
    this.evidence = evidence;
    this.authenticator = authenticator;
  }

  /** Whether there is anything to validate. */
  boolean showsAnything() {
    return !(evidence instanceof Evidence.None);
  }

  /** Asks the authenticator, the first time; empty if the evidence does not hold. */
  Optional<Authentication> authenticate() {
    try {
      if (authentication == null && !isSettled()) {
        authentication = authenticator.authenticate(evidence);
      }
    } catch (SignatureException e) {
      refusal = e;
    } catch (BearerException e) {
      refusedBearer = e;
    } catch (IOException e) {
      failure = e;
    }
    return Optional.ofNullable(authentication);
  }

  private boolean isSettled() {
    return refusal != null || refusedBearer != null || failure != null;
  }

  /**
   * What became of the evidence, once an identity store was asked.
   *
   * @throws SignatureException if it is a signature that did not hold
   * @throws BearerException if it is a bearer token that lets nobody in
   * @throws IOException if the body could not be read
   * @throws IllegalStateException if no identity store was asked
   */
  public Authentication outcome() throws SignatureException, IOException {
    if (refusal != null) {
      throw refusal;
    }
    if (refusedBearer != null) {
      throw refusedBearer;
    }
    if (failure != null) {
      throw failure;
    }
    if (authentication == null) {
      throw new IllegalStateException(
          "no identity store validated the evidence; OstiaryIdentityStore must be among the beans");
    }
    return authentication;
  }

  @Override
  public String toString() {
    return "EvidenceCredential";
  }
}
