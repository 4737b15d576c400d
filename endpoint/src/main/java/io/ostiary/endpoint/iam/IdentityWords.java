package io.ostiary.endpoint.iam;

import io.ostiary.endpoint.query.Call;
import io.ostiary.endpoint.query.Parameters;
import io.ostiary.endpoint.query.Text;
import io.ostiary.realm.directory.Identity;
import io.ostiary.realm.directory.IdentityKind;
import io.ostiary.realm.directory.IdentityName;

/**
 * How IAM speaks of one kind of identity. Much of it offers the same operations for users, groups
 * and roles under three names.
 *
 * @param word as the names of operations and parameters have it, such as {@code User}
 * @param existing what the name of one that should exist may be
 */
record IdentityWords(IdentityKind kind, String word, Text existing) {
  static final IdentityWords USER =
      new IdentityWords(IdentityKind.USER, "User", Texts.EXISTING_USER_NAME);
  static final IdentityWords GROUP =
      new IdentityWords(IdentityKind.GROUP, "Group", Texts.GROUP_NAME);
  static final IdentityWords ROLE = new IdentityWords(IdentityKind.ROLE, "Role", Texts.ROLE_NAME);

  /** The parameter and element that holds the name, such as {@code UserName}. */
  String nameParameter() {
    return word + "Name";
  }

  /** Reads whom an operation is about, who may not exist. */
  IdentityName read(Parameters in, Call call) {
    return read(in, call, existing);
  }

  /** The same where AWS takes other names. */
  IdentityName read(Parameters in, Call call, Text rule) {
    return new IdentityName(kind, call.accountId(), in.text(nameParameter(), rule));
  }

  /** The identity of a name. */
  static Identity existing(IdentityName name, Call call) {
    return call.directory()
        .identity(name)
        .orElseThrow(
            () ->
                Target.noSuchEntity(
                    "The %s with name %s cannot be found."
                        .formatted(name.kind().word(), name.name())));
  }
}
