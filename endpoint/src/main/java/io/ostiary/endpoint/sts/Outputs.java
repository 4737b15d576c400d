package io.ostiary.endpoint.sts;

import io.ostiary.endpoint.query.XmlWriter;
import io.ostiary.realm.session.AssumedRole;
import io.ostiary.realm.session.FederatedUser;
import io.ostiary.realm.session.SessionCredentials;

/** What several of STS's operations answer alike. */
final class Outputs {
  private Outputs() {}

  static void credentials(XmlWriter xml, SessionCredentials credentials) {
    xml.element(
        "Credentials",
        inside ->
            inside
                .element("AccessKeyId", credentials.accessKeyId())
                .element("SecretAccessKey", credentials.revealSecretAccessKey())
                .element("SessionToken", credentials.revealSessionToken())
                .element("Expiration", credentials.expiration()));
  }

  static void assumedRole(XmlWriter xml, AssumedRole role) {
    credentials(xml, role.credentials());
    xml.element(
        "AssumedRoleUser",
        user -> user.element("AssumedRoleId", role.id()).element("Arn", role.arn()));
    packedSize(xml, role.packedSize());
    role.sourceIdentity().ifPresent(identity -> xml.element("SourceIdentity", identity));
  }

  static void federatedUser(XmlWriter xml, FederatedUser federated) {
    credentials(xml, federated.credentials());
    xml.element(
        "FederatedUser",
        user -> user.element("FederatedUserId", federated.id()).element("Arn", federated.arn()));
    packedSize(xml, federated.packedSize());
  }

  /** Nothing is told where nothing is passed. */
  private static void packedSize(XmlWriter xml, int percent) {
    if (percent > 0) {
      xml.element("PackedPolicySize", percent);
    }
  }
}
