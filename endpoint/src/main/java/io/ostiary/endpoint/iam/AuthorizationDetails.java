package io.ostiary.endpoint.iam;

import io.ostiary.endpoint.query.Call;
import io.ostiary.endpoint.query.Content;
import io.ostiary.endpoint.query.Operation;
import io.ostiary.endpoint.query.XmlWriter;
import io.ostiary.realm.directory.Group;
import io.ostiary.realm.directory.Identity;
import io.ostiary.realm.directory.ManagedPolicy;
import io.ostiary.realm.directory.PolicyVersion;
import io.ostiary.realm.directory.Role;
import io.ostiary.realm.directory.User;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Everything that permissions hang on: the users, groups and roles of an account, and its policies.
 */
final class AuthorizationDetails {

  /** The lists of the answer, in its order; a page goes on in the next where one ends. */
  private enum Kind {
    USER('a', "User", "UserDetailList"),
    GROUP('b', "Group", "GroupDetailList"),
    ROLE('c', "Role", "RoleDetailList"),
    LOCAL_POLICY('d', "LocalManagedPolicy", "Policies"),
    SHIPPED_POLICY('e', "AWSManagedPolicy", "Policies");

    private static final List<String> WORDS =
        Arrays.stream(values()).map(kind -> kind.word).toList();

    private final char place;
    private final String word;
    private final String list;

    Kind(char place, String word, String list) {
      this.place = place;
      this.word = word;
      this.list = list;
    }
  }

  /** One member of one of the lists. */
  private record Detail(Kind kind, String name, Content content) {
    String key() {
      return kind.place + "/" + name;
    }
  }

  static final Operation OPERATION =
      Operation.lists(
          "GetAccountAuthorizationDetails",
          (in, call) -> in.list("Filter", Kind.WORDS.size(), one -> one.word("", Kind.WORDS)),
          AuthorizationDetails::select,
          Detail::key,
          AuthorizationDetails::write);

  private final Call call;

  private AuthorizationDetails(Call call) {
    this.call = call;
  }

  private static List<Detail> select(List<String> filter, Call call) {
    List<Detail> details = new ArrayList<>();
    AuthorizationDetails account = new AuthorizationDetails(call);
    for (Kind kind : Kind.values()) {
      if (filter.isEmpty() || filter.contains(kind.word)) {
        account.select(kind, details::add);
      }
    }
    return details;
  }

  private void select(Kind kind, Consumer<Detail> to) {
    String account = call.accountId();
    switch (kind) {
      case USER ->
          call.directory()
              .users(account)
              .forEach(user -> to.accept(new Detail(kind, user.name(), xml -> user(xml, user))));
      case GROUP ->
          call.directory()
              .groups(account)
              .forEach(
                  group -> to.accept(new Detail(kind, group.name(), xml -> group(xml, group))));
      case ROLE ->
          call.directory()
              .roles(account)
              .forEach(role -> to.accept(new Detail(kind, role.name(), xml -> role(xml, role))));
      case LOCAL_POLICY -> policies(kind, call.directory().managedPolicies(account), to);
      case SHIPPED_POLICY -> policies(kind, call.directory().shippedPolicies(account), to);
    }
  }

  private void policies(Kind kind, List<ManagedPolicy> policies, Consumer<Detail> to) {
    policies.forEach(
        policy -> to.accept(new Detail(kind, policy.name(), xml -> policy(xml, policy))));
  }

  private static void write(XmlWriter xml, List<Detail> page) {
    Set<String> lists = new LinkedHashSet<>();
    for (Kind kind : Kind.values()) {
      if (lists.add(kind.list)) {
        xml.list(
            kind.list,
            page.stream().filter(detail -> detail.kind().list.equals(kind.list)).toList(),
            (member, detail) -> detail.content().write(member));
      }
    }
  }

  private void user(XmlWriter xml, User user) {
    UserOperations.listedUser(xml, user);
    policies(xml, "UserPolicyList", user);
    xml.list(
        "GroupList", call.directory().groupsOf(user), (member, group) -> member.text(group.name()));
    BoundaryOperations.Bounded.of(user, call).write(xml);
    Tags.write(xml, user.tags());
  }

  private void group(XmlWriter xml, Group group) {
    GroupOperations.write(xml, group);
    policies(xml, "GroupPolicyList", group);
  }

  private void role(XmlWriter xml, Role role) {
    RoleOperations.listed(xml, RoleOperations.Trusted.of(role, call));
    policies(xml, "RolePolicyList", role);
    InstanceProfileOperations.listed(xml, "InstanceProfileList", role, call);
    BoundaryOperations.Bounded.of(role, call).write(xml);
    Tags.write(xml, role.tags());
  }

  private void policies(XmlWriter xml, String element, Identity identity) {
    xml.list(
            element,
            call.directory().inlinePolicies(identity),
            (member, policy) ->
                member
                    .element("PolicyName", policy.name())
                    .element("PolicyDocument", PercentEncoding.encode(policy.policy().text())))
        .list(
            "AttachedManagedPolicies",
            call.directory().attachedPolicies(identity),
            (member, policy) ->
                member.element("PolicyName", policy.name()).element("PolicyArn", policy.arn()));
  }

  private void policy(XmlWriter xml, ManagedPolicy policy) {
    PolicyOperations.listed(xml, PolicyOperations.Used.of(policy, call));
    if (!policy.description().isEmpty()) {
      xml.element("Description", policy.description());
    }
    xml.list(
        "PolicyVersionList",
        call.directory().policyVersions(policy),
        (member, version) -> version(member, version, policy));
  }

  private static void version(XmlWriter xml, PolicyVersion version, ManagedPolicy policy) {
    xml.element("Document", PercentEncoding.encode(version.policy().text()))
        .element("VersionId", version.id())
        .element("IsDefaultVersion", version.id().equals(policy.defaultVersionId()))
        .element("CreateDate", version.createdAt());
  }
}
