package io.ostiary.endpoint.iam;

import io.ostiary.endpoint.query.Call;
import io.ostiary.endpoint.query.Listing;
import io.ostiary.endpoint.query.Operation;
import io.ostiary.endpoint.query.Operation.Parse;
import io.ostiary.endpoint.query.Text;
import java.util.List;

/**
 * Lists of what AWS keeps for its own services and Ostiary does not: always empty. Tools ask for
 * them before they delete a user.
 */
final class UnkeptOperations {

  static final List<Operation> ALL =
      List.of(
          ofUser("ListSSHPublicKeys", "SSHPublicKeys", Texts.USER_NAME),
          ofUser("ListSigningCertificates", "Certificates", Texts.EXISTING_USER_NAME),
          empty(
              "ListServiceSpecificCredentials",
              "ServiceSpecificCredentials",
              (in, call) -> {
                in.optionalText("ServiceName", Texts.SERVICE_NAME);
                return in.flag("AllUsers")
                    ? new Target.Root()
                    : Target.read(in, call, Texts.USER_NAME);
              }),
          empty(
              "ListServerCertificates",
              "ServerCertificateMetadataList",
              (in, call) -> {
                in.optionalText("PathPrefix", Texts.PATH_PREFIX);
                return new Target.Root();
              }));

  private UnkeptOperations() {}

  private static Operation ofUser(String name, String element, Text userName) {
    return empty(name, element, (in, call) -> Target.read(in, call, userName));
  }

  private static Operation empty(String name, String element, Parse<Target> parse) {
    return Operation.list(
        name,
        parse,
        UnkeptOperations::nothing,
        new Listing<>(element, nothing -> "", (xml, nothing) -> {}));
  }

  /** Nothing, of a user who exists. */
  private static List<Void> nothing(Target target, Call call) {
    if (target instanceof Target.Named named) {
      var unused = Target.existing(named.userName(), call);
    }
    return List.of();
  }
}
