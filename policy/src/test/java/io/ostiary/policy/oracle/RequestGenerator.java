package io.ostiary.policy.oracle;

import io.ostiary.policy.oracle.PlainPrincipal.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Draws requests from small pools, so that policies drawn from the same pools meet them, and
 * changes a request in one respect, so that a policy that it meets just fails it.
 */
final class RequestGenerator {
  static final String A = "111122223333";
  static final String B = "444455556666";
  static final String ASSUME = "sts:AssumeRole";

  static final List<PlainPrincipal> PRINCIPALS = principals();
  static final List<String> ACTIONS =
      List.of(
          "s3:GetObject",
          "s3:PutObject",
          "s3:GetObjectAcl",
          "S3:getobject",
          "sqs:SendMessage",
          "docs:Read",
          "kms:Decrypt",
          "a-b.c:Do",
          "iam:GetUser");
  static final List<String> RESOURCES =
      List.of(
          "arn:aws:s3:::b/k",
          "arn:aws:s3:::b/k",
          "arn:aws:s3:::b/K",
          "arn:aws:s3:::b",
          "arn:aws:s3:::b/alice/x",
          "arn:aws:s3:::b/alice/x/y:z",
          "arn:aws:s3:::b/red/x",
          "arn:aws:s3:::b//x",
          "arn:aws:s3:::b/a*c",
          "arn:aws:s3:::b/a?c$",
          "arn:aws:s3:::b/abc",
          "arn:aws:s3:::b/\uD83D\uDE00/\u00E4",
          "arn:aws:s3:::b/line\nbreak",
          "arn:aws:s3:::b/${aws:username}",
          "arn:aws:s3:::b/k ",
          "arn:aws-cn:s3:::b/k",
          "arn:aws:sqs:eu-west-1:111122223333:alice-queue",
          "arn:aws:sqs:eu-west-1:444455556666:alice-queue",
          "arn:aws:sqs:us-east-2:111122223333:q",
          "arn:aws:sns:eu-west-1:111122223333:t:sub:1",
          "arn:aws:kms:eu-west-1:111122223333:key/k1",
          "*");
  private static final List<String> ROLES =
      List.of("arn:aws:iam::" + A + ":role/target", "arn:aws:iam::" + B + ":role/path/target");

  private final Draw draw;

  RequestGenerator(Draw draw) {
    this.draw = draw;
  }

  private static List<PlainPrincipal> principals() {
    List<PlainPrincipal> all = new ArrayList<>();
    for (String account : List.of(A, B)) {
      String iam = "arn:aws:iam::" + account + ':';
      String sts = "arn:aws:sts::" + account + ':';
      all.add(new PlainPrincipal(Kind.USER, iam + "user/alice", account, "", "AIDAALICE"));
      all.add(new PlainPrincipal(Kind.USER, iam + "user/team/alice", account, "", "AIDATEAM"));
      all.add(new PlainPrincipal(Kind.USER, iam + "user/Alice", account, "", "AIDAUPPER"));
      all.add(session(account, "role/app", "app/s1", "AROAAPP"));
      all.add(session(account, "role/app", "app/s2", "AROAAPP"));
      all.add(session(account, "role/path/app", "app/s1", "AROAPATH"));
      all.add(
          new PlainPrincipal(
              Kind.FEDERATED_USER,
              sts + "federated-user/fed",
              account,
              iam + "user/alice",
              "AIDAALICE"));
      all.add(
          new PlainPrincipal(
              Kind.FEDERATED_USER, sts + "federated-user/fed", account, iam + "root", account));
      all.add(new PlainPrincipal(Kind.ROOT, iam + "root", account, "", ""));
    }
    all.add(new PlainPrincipal(Kind.SERVICE, "events.amazonaws.com", "", "", ""));
    all.add(new PlainPrincipal(Kind.SERVICE, "s3.amazonaws.com", "", "", ""));
    all.add(new PlainPrincipal(Kind.ANONYMOUS, "anonymous", "", "", ""));
    return List.copyOf(all);
  }

  private static PlainPrincipal session(String account, String role, String session, String id) {
    return new PlainPrincipal(
        Kind.ROLE_SESSION,
        "arn:aws:sts::" + account + ":assumed-role/" + session,
        account,
        "arn:aws:iam::" + account + ':' + role,
        id);
  }

  PlainRequest request() {
    PlainPrincipal principal = draw.percent(85) ? draw.of(PRINCIPALS.subList(0, 9)) : principal();
    boolean assume = draw.percent(12);
    String owner = draw.percent(70) ? A : B;
    boolean gated = assume || draw.percent(12);
    PlainRequest request =
        new PlainRequest(
            principal,
            assume ? ASSUME : draw.of(ACTIONS),
            assume ? draw.of(ROLES) : draw.of(RESOURCES),
            owner,
            gated,
            context());
    return request.withContext(withIdentity(request));
  }

  private PlainPrincipal principal() {
    return draw.of(PRINCIPALS);
  }

  /** Each key by its own chance, so that some are missing in every request. */
  private Map<String, Object> context() {
    Map<String, Object> context = new LinkedHashMap<>();
    for (ContextKey key : ContextKey.ALL) {
      if (draw.percent(key.chance())) {
        context.put(key.name(), value(key));
      }
    }
    return context;
  }

  private Object value(ContextKey key) {
    if (!key.many()) {
      return draw.of(key.kind().had());
    }
    List<String> values = new ArrayList<>();
    for (int left = draw.below(4); left > 0; left--) {
      values.add(draw.of(key.kind().had()));
    }
    return values;
  }

  /** The keys that follow from who asks. */
  private static Map<String, Object> withIdentity(PlainRequest request) {
    Map<String, Object> context = new LinkedHashMap<>(request.context());
    context.keySet().removeIf(key -> isNamed(key, "aws:PrincipalArn"));
    context.keySet().removeIf(key -> isNamed(key, "aws:PrincipalAccount"));
    context.keySet().removeIf(key -> isNamed(key, "aws:username"));
    PlainPrincipal principal = request.principal();
    if (!principal.account().isEmpty()) {
      boolean session = principal.kind() == Kind.ROLE_SESSION;
      context.put("aws:PrincipalArn", session ? principal.parent() : principal.arn());
      context.put("aws:PrincipalAccount", principal.account());
    }
    if (principal.kind() == Kind.USER) {
      context.put("aws:username", principal.arn().substring(principal.arn().lastIndexOf('/') + 1));
    }
    return context;
  }

  private static boolean isNamed(String key, String name) {
    return PlainRequest.fold(key).equals(PlainRequest.fold(name));
  }

  /** The same request but for one or a few things. */
  PlainRequest mutant(PlainRequest request) {
    PlainRequest mutant = request;
    for (int left = draw.percent(70) ? 1 : draw.between(2, 4); left > 0; left--) {
      mutant = change(mutant);
    }
    return mutant;
  }

  private PlainRequest change(PlainRequest request) {
    int kind = draw.below(20);
    if (kind < 3) {
      return principalOf(request);
    }
    if (kind < 5) {
      return request.withAction(
          request.action().equals(ASSUME)
              ? draw.of(ASSUME, "STS:assumerole", "sts:TagSession", "sts:AssumeRoleWithSAML")
              : draw.of(ACTIONS));
    }
    if (kind < 8 && !request.action().startsWith("sts:")) {
      return request.withResource(draw.of(RESOURCES));
    }
    if (kind == 8) {
      return new PlainRequest(
          request.principal(),
          request.action(),
          request.resource(),
          request.owner().equals(A) ? B : A,
          request.gated(),
          request.context());
    }
    return kind == 9 && !request.action().startsWith("sts:")
        ? new PlainRequest(
            request.principal(),
            request.action(),
            request.resource(),
            request.owner(),
            !request.gated(),
            request.context())
        : contextOf(request);
  }

  private PlainRequest principalOf(PlainRequest request) {
    PlainPrincipal old = request.principal();
    PlainPrincipal other = principal();
    if (draw.percent(60)) {
      List<PlainPrincipal> kin =
          PRINCIPALS.stream()
              .filter(one -> one.kind() == old.kind() || one.account().equals(old.account()))
              .toList();
      other = draw.of(kin);
    }
    PlainRequest mutant = request.with(other);
    return mutant.withContext(withIdentity(mutant));
  }

  private PlainRequest contextOf(PlainRequest request) {
    Map<String, Object> context = new LinkedHashMap<>(request.context());
    ContextKey key = draw.of(ContextKey.ALL);
    context.keySet().removeIf(name -> isNamed(name, key.name()));
    switch (draw.below(8)) {
      case 0, 1 -> {}
      case 2 -> context.put(draw.of(key.name(), PlainRequest.fold(key.name())), value(key));
      default -> context.put(key.name(), value(key));
    }
    return request.withContext(context);
  }
}
