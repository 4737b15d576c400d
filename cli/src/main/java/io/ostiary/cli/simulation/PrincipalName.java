package io.ostiary.cli.simulation;

import io.ostiary.policy.request.Arn;
import io.ostiary.policy.request.Principal;
import org.jspecify.annotations.Nullable;

/** Principals by the names that people give them. */
public final class PrincipalName {
  /** The unique id of a principal of whom none is known: no policy can name it. */
  private static final String NO_ID = "";

  /** The name of a session when only its role was named. */
  private static final String ANY_SESSION = "any-session";

  private static final String REMEDY =
      "; write the ARN of a user, role, role session, federated user or account root, a service's"
          + " host such as `events.amazonaws.com`, or `anonymous`";

  private PrincipalName() {}

  /**
   * Reads a name.
   *
   * @param principalArn the request's {@code aws:PrincipalArn}, if it is known: it tells a role's
   *     path, which the ARN of a session leaves out
   * @param userId the request's {@code aws:userid}, if it is known
   * @throws IllegalArgumentException if it names no principal
   */
  public static Principal parse(
      String name, @Nullable String principalArn, @Nullable String userId) {
    if (name.equals("anonymous")) {
      return new Principal.Anonymous();
    }
    if (name.startsWith("arn:")) {
      return ofArn(Arn.parse(name), name, principalArn, userId == null ? NO_ID : userId);
    }
    if (isHost(name)) {
      return new Principal.Service(name);
    }
    throw new IllegalArgumentException("`" + name + "` names no principal" + REMEDY);
  }

  private static Principal ofArn(
      Arn arn, String name, @Nullable String principalArn, String userId) {
    String account = arn.account();
    if (!isAccount(account)) {
      throw new IllegalArgumentException(
          "`" + name + "` names no account; write its twelve digits after the fourth colon");
    }
    String resource = arn.resource();
    int slash = resource.indexOf('/');
    String type = slash < 0 ? resource : resource.substring(0, slash);
    String rest = slash < 0 ? "" : resource.substring(slash + 1);
    boolean named = !rest.isEmpty() && !rest.endsWith("/");
    switch (arn.service() + ':' + type) {
      case "iam:root" -> {
        if (slash < 0) {
          return new Principal.Root(name, account);
        }
      }
      case "iam:user" -> {
        if (named) {
          return new Principal.User(name, account, userId);
        }
      }
      case "iam:role" -> {
        if (named) {
          return session(arn, lastPart(rest), ANY_SESSION, name, NO_ID);
        }
      }
      case "sts:federated-user" -> {
        if (named) {
          return new Principal.FederatedUser(name, account, NO_ID, NO_ID);
        }
      }
      case "sts:assumed-role" -> {
        int between = rest.indexOf('/');
        if (between > 0 && between == rest.lastIndexOf('/') && named) {
          String role = rest.substring(0, between);
          return new Principal.RoleSession(
              name, account, roleArn(arn, role, principalArn), beforeColon(userId));
        }
        throw new IllegalArgumentException(
            "`" + name + "` names no session; write `…:assumed-role/ROLE/SESSION`");
      }
      case "iam:group" ->
          throw new IllegalArgumentException(
              "`" + name + "` is a group, which makes no requests; name one of its users");
      default -> {}
    }
    throw new IllegalArgumentException("`" + name + "` names no principal" + REMEDY);
  }

  private static Principal session(
      Arn role, String roleName, String session, String roleArn, String roleId) {
    String resource = "assumed-role/" + roleName + '/' + session;
    Arn arn = new Arn(role.partition(), "sts", "", role.account(), resource);
    return new Principal.RoleSession(arn.toString(), role.account(), roleArn, roleId);
  }

  /** The role's ARN with its path, if that is known; without one otherwise. */
  private static String roleArn(Arn session, String role, @Nullable String principalArn) {
    if (principalArn != null && principalArn.endsWith('/' + role)) {
      return principalArn;
    }
    return new Arn(session.partition(), "iam", "", session.account(), "role/" + role).toString();
  }

  /** The role's id in {@code AROA…:session}. */
  private static String beforeColon(String userId) {
    int colon = userId.indexOf(':');
    return colon < 0 ? NO_ID : userId.substring(0, colon);
  }

  static String lastPart(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  static boolean isAccount(String text) {
    if (text.length() != 12) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  /** Lower-case labels with a dot between them. */
  private static boolean isHost(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean part = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
      if (!part) {
        return false;
      }
    }
    int dot = text.indexOf('.');
    return dot > 0 && !text.endsWith(".") && !text.contains("..");
  }
}
