package io.ostiary.endpoint.iam;

import io.ostiary.endpoint.query.Call;
import io.ostiary.endpoint.query.OperationException;
import io.ostiary.endpoint.query.Parameters;
import io.ostiary.endpoint.query.Text;
import io.ostiary.policy.request.Principal;
import io.ostiary.realm.directory.User;
import java.util.Optional;

/** Whom an operation with an optional {@code UserName} is about. */
sealed interface Target {

  /** A user, who may not exist. */
  record Named(String userName) implements Target {}

  /** The root user, who calls and names nobody. */
  record Root() implements Target {}

  /** Reads {@code UserName}; left out, it means the caller. */
  static Target read(Parameters in, Call call) {
    return read(in, call, Texts.EXISTING_USER_NAME);
  }

  /** The same where AWS takes other names. */
  static Target read(Parameters in, Call call, Text rule) {
    Optional<String> named = in.optionalText("UserName", rule);
    if (named.isPresent()) {
      return new Named(named.get());
    }
    Principal caller = call.caller().principal();
    if (caller instanceof Principal.Root) {
      return new Root();
    }
    if (caller instanceof Principal.User user) {
      return new Named(nameIn(user.arn()));
    }
    in.refuse(
        OperationException.validation(
            "Must specify userName when calling with non-User credentials"));
    return new Root(); // refused before anything acts on it
  }

  /** The user of a name. */
  static User existing(String name, Call call) {
    return call.directory()
        .user(call.accountId(), name)
        .orElseThrow(() -> noSuchEntity("The user with name %s cannot be found.".formatted(name)));
  }

  static OperationException noSuchEntity(String message) {
    return new OperationException(404, "NoSuchEntity", message);
  }

  /** A user's ARN ends with its path, which ends with a slash, and its name, which has none. */
  static String nameIn(String userArn) {
    return userArn.substring(userArn.lastIndexOf('/') + 1);
  }
}
