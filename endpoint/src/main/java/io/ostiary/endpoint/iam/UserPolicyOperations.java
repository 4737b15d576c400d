package io.ostiary.endpoint.iam;

import io.ostiary.endpoint.query.Call;
import io.ostiary.endpoint.query.Listing;
import io.ostiary.endpoint.query.Operation;
import io.ostiary.endpoint.query.Parameters;
import io.ostiary.endpoint.query.XmlWriter;
import io.ostiary.realm.directory.DeleteInlinePolicy;
import io.ostiary.realm.directory.IdentityName;
import io.ostiary.realm.directory.InlinePolicy;
import io.ostiary.realm.directory.PutInlinePolicy;
import io.ostiary.realm.directory.User;
import java.util.List;

/** Inline policies of users. */
final class UserPolicyOperations {

  /** The two names that every operation on one inline policy takes. */
  private record Names(String userName, String policyName) {
    static Names read(Parameters in) {
      return new Names(
          in.text("UserName", Texts.EXISTING_USER_NAME), in.text("PolicyName", Texts.POLICY_NAME));
    }
  }

  private record Found(User user, InlinePolicy policy) {}

  static final List<Operation> ALL =
      List.of(
          Operation.command("PutUserPolicy", UserPolicyOperations::put),
          Operation.of(
              "GetUserPolicy",
              (in, call) -> Names.read(in),
              UserPolicyOperations::find,
              UserPolicyOperations::write),
          Operation.list(
              "ListUserPolicies",
              (in, call) -> in.text("UserName", Texts.EXISTING_USER_NAME),
              (name, call) -> call.directory().inlinePolicies(Target.existing(name, call)),
              new Listing<>(
                  "PolicyNames", InlinePolicy::name, (xml, policy) -> xml.text(policy.name()))),
          Operation.command("DeleteUserPolicy", UserPolicyOperations::delete));

  private UserPolicyOperations() {}

  private static PutInlinePolicy put(Parameters in, Call call) {
    Names names = Names.read(in);
    return new PutInlinePolicy(
        IdentityName.user(call.accountId(), names.userName()),
        names.policyName(),
        in.text("PolicyDocument", Texts.POLICY_DOCUMENT));
  }

  private static DeleteInlinePolicy delete(Parameters in, Call call) {
    Names names = Names.read(in);
    return new DeleteInlinePolicy(
        IdentityName.user(call.accountId(), names.userName()), names.policyName());
  }

  private static Found find(Names names, Call call) {
    User user = Target.existing(names.userName(), call);
    return call.directory()
        .inlinePolicy(user, names.policyName())
        .map(policy -> new Found(user, policy))
        .orElseThrow(
            () ->
                Target.noSuchEntity(
                    "The user policy with name %s cannot be found.".formatted(names.policyName())));
  }

  private static void write(XmlWriter xml, Found found) {
    xml.element("UserName", found.user().name())
        .element("PolicyName", found.policy().name())
        .element("PolicyDocument", PercentEncoding.encode(found.policy().policy().text()));
  }
}
