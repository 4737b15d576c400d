package io.ostiary.endpoint.organizations;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ostiary.endpoint.json.JsonInput;
import io.ostiary.endpoint.json.JsonOperation;
import io.ostiary.endpoint.json.JsonOperation.Act;
import io.ostiary.endpoint.json.JsonPage;
import io.ostiary.endpoint.query.Call;
import io.ostiary.realm.directory.CloseAccount;
import io.ostiary.realm.directory.CreateMemberAccount;
import io.ostiary.realm.directory.MemberAccount;
import io.ostiary.realm.directory.MoveAccount;
import io.ostiary.realm.directory.OrganizationTree;
import io.ostiary.realm.directory.OrganizationalUnit;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** The accounts of an organisation and where they stand in it. */
final class AccountOperations {
  private static final String STATUS_PREFIX = "car-";

  /** What may be right below a root or unit. */
  private enum ChildType {
    ACCOUNT,
    ORGANIZATIONAL_UNIT
  }

  static final List<JsonOperation> ALL =
      List.of(
          new JsonOperation("CreateAccount", AccountOperations::create),
          new JsonOperation("DescribeCreateAccountStatus", AccountOperations::status),
          new JsonOperation("DescribeAccount", AccountOperations::describe),
          new JsonOperation("ListAccounts", AccountOperations::list),
          new JsonOperation("ListAccountsForParent", AccountOperations::listIn),
          new JsonOperation("ListChildren", AccountOperations::listChildren),
          new JsonOperation("ListParents", AccountOperations::listParents),
          new JsonOperation("MoveAccount", AccountOperations::move),
          new JsonOperation("CloseAccount", AccountOperations::close));

  private AccountOperations() {}

  /** An account is made at once, so that what AWS has one poll for has always succeeded. */
  private static Act create(JsonInput in, Call call) {
    String name = in.text("AccountName");
    String email = in.text("Email");
    in.optionalText("IamUserAccessToBilling");
    if (in.optionalText("RoleName").isPresent()) {
      throw JsonInput.invalid(
          "`RoleName` is not served here: enter the account by its root user, or make a role in it");
    }
    in.empty("Tags", "leave it out: what is in an organization has no tags");
    return out -> status(out, call.execute(new CreateMemberAccount(call.accountId(), name, email)));
  }

  private static Act status(JsonInput in, Call call) {
    String id = in.text("CreateAccountRequestId");
    return out ->
        status(
            out,
            Things.managed(call)
                .account(id.startsWith(STATUS_PREFIX) ? id.substring(STATUS_PREFIX.length()) : "")
                .orElseThrow(() -> Things.noSuch("CreateAccountStatusNotFoundException", id)));
  }

  private static void status(ObjectNode out, MemberAccount member) {
    out.putObject("CreateAccountStatus")
        .put("Id", STATUS_PREFIX + member.accountId())
        .put("AccountName", member.name())
        .put("State", "SUCCEEDED")
        .put("AccountId", member.accountId())
        .put("RequestedTimestamp", Things.seconds(member.joinedAt()))
        .put("CompletedTimestamp", Things.seconds(member.joinedAt()));
  }

  private static Act describe(JsonInput in, Call call) {
    String id = in.text("AccountId");
    return out ->
        Things.account(
            out.putObject("Account"),
            Things.managed(call)
                .account(id)
                .orElseThrow(() -> Things.noSuch("AccountNotFoundException", id)),
            call);
  }

  private static Act list(JsonInput in, Call call) {
    JsonPage page = JsonPage.read(in, call, "accounts");
    return out -> write(out, page, Things.managed(call).accounts(), call);
  }

  private static Act listIn(JsonInput in, Call call) {
    String parentId = in.text("ParentId");
    JsonPage page = JsonPage.read(in, call, "accounts/" + parentId);
    return out -> {
      OrganizationTree tree = Things.managed(call);
      OrganizationOperations.requireParent(tree, parentId);
      write(out, page, tree.accountsIn(parentId), call);
    };
  }

  private static void write(
      ObjectNode out, JsonPage page, List<MemberAccount> accounts, Call call) {
    page.write(
        out,
        "Accounts",
        accounts,
        MemberAccount::accountId,
        (array, member) -> Things.account(array.addObject(), member, call));
  }

  private static Act listChildren(JsonInput in, Call call) {
    String parentId = in.text("ParentId");
    ChildType type = in.word("ChildType", ChildType.class);
    JsonPage page = JsonPage.read(in, call, "children/" + parentId + '/' + type);
    return out -> {
      OrganizationTree tree = Things.managed(call);
      OrganizationOperations.requireParent(tree, parentId);
      page.write(
          out,
          "Children",
          type == ChildType.ACCOUNT
              ? ids(tree.accountsIn(parentId), MemberAccount::accountId)
              : ids(tree.unitsIn(parentId), OrganizationalUnit::id),
          UnaryOperator.identity(),
          (array, id) -> array.addObject().put("Id", id).put("Type", type.name()));
    };
  }

  private static <T> List<String> ids(List<T> things, Function<T, String> id) {
    return things.stream().map(id).toList();
  }

  private static Act listParents(JsonInput in, Call call) {
    String childId = in.text("ChildId");
    JsonPage.read(in, call, "parents/" + childId);
    return out -> {
      OrganizationTree tree = Things.managed(call);
      String parent =
          tree.parent(childId).orElseThrow(() -> Things.noSuch("ChildNotFoundException", childId));
      ArrayNode parents = out.putArray("Parents");
      parents
          .addObject()
          .put("Id", parent)
          .put("Type", tree.unit(parent).isPresent() ? "ORGANIZATIONAL_UNIT" : "ROOT");
    };
  }

  private static Act move(JsonInput in, Call call) {
    String accountId = in.text("AccountId");
    String from = in.text("SourceParentId");
    String to = in.text("DestinationParentId");
    return out -> call.execute(new MoveAccount(call.accountId(), accountId, from, to));
  }

  private static Act close(JsonInput in, Call call) {
    String accountId = in.text("AccountId");
    return out -> call.execute(new CloseAccount(call.accountId(), accountId));
  }
}
