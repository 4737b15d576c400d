package io.ostiary.endpoint.sts;

import io.ostiary.endpoint.query.Call;
import io.ostiary.endpoint.query.Operation;
import io.ostiary.endpoint.query.OperationException;
import io.ostiary.endpoint.query.Parameters;
import io.ostiary.endpoint.query.XmlWriter;
import io.ostiary.policy.request.Arn;
import io.ostiary.realm.Realm;
import io.ostiary.realm.authentication.FederatedIdentity;
import io.ostiary.realm.authentication.FederationException;
import io.ostiary.realm.authentication.Session.Use;
import io.ostiary.realm.authentication.TokenVerifier;
import io.ostiary.realm.session.AssumedRole;
import io.ostiary.realm.session.RoleAssumption;
import io.ostiary.realm.session.RoleRequest;
import io.ostiary.realm.session.SessionException;
import io.ostiary.realm.session.SessionTags;
import java.util.List;
import java.util.Optional;

/** Roles for whoever an identity provider vouches for; nobody else's signature is looked at. */
final class FederatedOperations {
  private static final int LONGEST_OF_ROLE = 43_200;

  /** The name of a SAML session is its assertion's. */
  private static final String NO_NAME = "";

  /** A role that is wanted, and what is shown for it. */
  private record Wanted(RoleRequest role, String shown) {}

  /** The same of SAML, with the provider that shall judge it. */
  private record WantedBySaml(RoleRequest role, String shown, String providerArn) {}

  /** What came of it. */
  private record Assumed(AssumedRole role, FederatedIdentity identity) {}

  private final RoleAssumption roles;
  private final TokenVerifier verifier;

  private FederatedOperations(RoleAssumption roles, TokenVerifier verifier) {
    this.roles = roles;
    this.verifier = verifier;
  }

  static List<Operation> of(Realm realm, TokenVerifier verifier) {
    FederatedOperations operations = new FederatedOperations(realm.roleAssumption(), verifier);
    return List.of(
        Operation.of(
            "AssumeRoleWithWebIdentity",
            FederatedOperations::webIdentity,
            operations::byWebIdentity,
            FederatedOperations::webIdentity),
        Operation.of(
            "AssumeRoleWithSAML",
            FederatedOperations::saml,
            operations::bySaml,
            FederatedOperations::saml));
  }

  private static Wanted webIdentity(Parameters in, Call call) {
    if (in.optionalText("ProviderId", Texts.PROVIDER_ID).isPresent()) {
      in.refuse(
          OperationException.validation(
              "ProviderId is for OAuth 2.0 access tokens, which are not served here; leave it out"
                  + " and send an OpenID Connect ID token"));
    }
    return new Wanted(
        role(in, in.text("RoleSessionName", Texts.SESSION_NAME)),
        in.text("WebIdentityToken", Texts.WEB_IDENTITY_TOKEN));
  }

  private static WantedBySaml saml(Parameters in, Call call) {
    return new WantedBySaml(
        role(in, NO_NAME),
        in.text("SAMLAssertion", Texts.SAML_ASSERTION),
        in.text("PrincipalArn", Texts.ARN));
  }

  private static RoleRequest role(Parameters in, String name) {
    return new RoleRequest(
        in.text("RoleArn", Texts.ARN),
        name,
        Inputs.duration(in, LONGEST_OF_ROLE),
        Inputs.policies(in),
        SessionTags.NONE,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private Assumed byWebIdentity(Wanted wanted, Call call) {
    Noted.request(wanted.role(), call.notes());
    try {
      String account = accountOf(wanted.role().roleArn());
      return assumed(
          wanted.role(), verifier.webIdentity(wanted.shown(), account, call.directory()), call);
    } catch (FederationException e) {
      throw refusal(e);
    }
  }

  private Assumed bySaml(WantedBySaml wanted, Call call) {
    Noted.request(wanted.role(), call.notes());
    call.notes().parameter("principalArn", wanted.providerArn());
    try {
      FederatedIdentity identity =
          verifier.saml(wanted.shown(), wanted.providerArn(), call.directory());
      String name =
          identity
              .sessionName()
              .orElseThrow(
                  () ->
                      new OperationException(
                          400, "InvalidIdentityToken", "The assertion names no session"));
      RoleRequest named = wanted.role().named(name);
      call.notes().parameter("roleSessionName", name);
      return assumed(named, identity, call);
    } catch (FederationException e) {
      throw refusal(e);
    }
  }

  private Assumed assumed(RoleRequest request, FederatedIdentity identity, Call call) {
    Noted.identity(identity, call.notes());
    try {
      AssumedRole role =
          roles.assume(request, identity, Use.SIGNATURE, call.circumstances(), call.directory());
      Noted.role(role, call.notes());
      return new Assumed(role, identity);
    } catch (SessionException e) {
      throw StsEndpoint.refusal(e);
    }
  }

  /** The account of a role; empty if it is no ARN, which no account's provider judges. */
  private static String accountOf(String roleArn) {
    try {
      return Arn.parse(roleArn).account();
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  private static OperationException refusal(FederationException refused) {
    FederationException.Code code = refused.code();
    int status = code == FederationException.Code.REJECTED_CLAIM ? 403 : 400;
    return new OperationException(
        status, code.text(), String.valueOf(refused.getMessage()), "Refused", refused.reason());
  }

  private static void webIdentity(XmlWriter xml, Assumed assumed) {
    Outputs.assumedRole(xml, assumed.role());
    FederatedIdentity identity = assumed.identity();
    xml.element("SubjectFromWebIdentityToken", identity.subject())
        .element("Provider", identity.issuer())
        .element("Audience", identity.audience());
  }

  private static void saml(XmlWriter xml, Assumed assumed) {
    Outputs.assumedRole(xml, assumed.role());
    FederatedIdentity identity = assumed.identity();
    xml.element("Subject", identity.subject())
        .element("Issuer", identity.issuer())
        .element("Audience", identity.audience());
    identity.subjectType().ifPresent(type -> xml.element("SubjectType", type));
    identity.nameQualifier().ifPresent(qualifier -> xml.element("NameQualifier", qualifier));
  }
}
