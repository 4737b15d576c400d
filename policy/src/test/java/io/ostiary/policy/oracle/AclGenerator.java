package io.ostiary.policy.oracle;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Draws access-control lists that may bear on a request. */
final class AclGenerator {
  private static final List<String> ACTIONS =
      List.of(
          "READ s3:GetObject",
          "READ docs:Read",
          "READ sqs:SendMessage /*",
          "READ s3:GetObject /*",
          "WRITE s3:PutObject",
          "WRITE s3:PutObject /*",
          "READ_ACP s3:GetObjectAcl",
          "WRITE_ACP kms:Decrypt",
          "WRITE_ACP a-b.c:Do /*");

  private final Draw draw;

  AclGenerator(Draw draw) {
    this.draw = draw;
  }

  /** None, or one, or now and then two. */
  List<PlainAcl> lists(PlainRequest request) {
    List<PlainAcl> lists = new ArrayList<>();
    for (int left = draw.of(0, 0, 0, 1, 1, 2);
        left > 0 && !request.resource().equals("*");
        left--) {
      Set<String> grants = new LinkedHashSet<>();
      for (int some = draw.below(5); some > 0; some--) {
        grants.add(
            grantee(request.principal())
                + ' '
                + draw.of("READ", "READ", "WRITE", "READ_ACP", "WRITE_ACP", "FULL_CONTROL"));
      }
      String owner = draw.percent(75) ? request.owner() : other(request.owner());
      lists.add(
          new PlainAcl(
              "acl" + lists.size(),
              resource(request.resource()),
              name(owner),
              List.copyOf(grants),
              ACTIONS));
    }
    return lists;
  }

  private String resource(String resource) {
    int slash = resource.lastIndexOf('/');
    return switch (draw.below(5)) {
      case 0 -> slash < 0 ? resource : resource.substring(0, slash);
      case 1 -> draw.of(RequestGenerator.RESOURCES.subList(0, 10));
      default -> resource;
    };
  }

  private String grantee(PlainPrincipal principal) {
    if (draw.percent(50)) {
      return draw.of("AllUsers", "AuthenticatedUsers", "AuthenticatedUsers", "LogDelivery");
    }
    String account = principal.account().isEmpty() ? RequestGenerator.A : principal.account();
    return name(draw.percent(75) ? account : other(account));
  }

  private static String other(String account) {
    return account.equals(RequestGenerator.A) ? RequestGenerator.B : RequestGenerator.A;
  }

  /** An account by one of its names. */
  private String name(String account) {
    return draw.percent(50) ? account : PlainPrincipal.CANONICAL_IDS.getOrDefault(account, account);
  }
}
