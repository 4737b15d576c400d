package io.ostiary.endpoint.iam;

import io.ostiary.endpoint.query.Call;
import io.ostiary.endpoint.query.Operation;
import io.ostiary.endpoint.query.XmlWriter;
import io.ostiary.realm.directory.DeletePermissionsBoundary;
import io.ostiary.realm.directory.Identity;
import io.ostiary.realm.directory.ManagedPolicy;
import io.ostiary.realm.directory.PutPermissionsBoundary;
import java.util.List;
import java.util.Optional;

/** Permissions boundaries: managed policies beyond which nothing that is granted reaches. */
final class BoundaryOperations {

  /** An identity with the ARN of its boundary. */
  record Bounded<T extends Identity>(T identity, Optional<String> boundary) {
    static <T extends Identity> Bounded<T> of(T identity, Call call) {
      return new Bounded<>(
          identity, call.directory().permissionsBoundary(identity).map(ManagedPolicy::arn));
    }

    /** Writes the element {@code PermissionsBoundary}, if there is one. */
    void write(XmlWriter xml) {
      boundary.ifPresent(
          arn ->
              xml.element(
                  "PermissionsBoundary",
                  inside ->
                      inside
                          .element("PermissionsBoundaryType", "Policy")
                          .element("PermissionsBoundaryArn", arn)));
    }
  }

  private BoundaryOperations() {}

  /** For users or roles; groups have none. */
  static List<Operation> of(IdentityWords words) {
    String name = words.word() + "PermissionsBoundary";
    return List.of(
        Operation.command(
            "Put" + name,
            (in, call) ->
                new PutPermissionsBoundary(
                    words.read(in, call), in.text("PermissionsBoundary", Texts.ARN))),
        Operation.command(
            "Delete" + name, (in, call) -> new DeletePermissionsBoundary(words.read(in, call))));
  }
}
