package io.ostiary.endpoint.iam;

import io.ostiary.endpoint.query.Call;
import io.ostiary.endpoint.query.Listing;
import io.ostiary.endpoint.query.Operation;
import io.ostiary.endpoint.query.Parameters;
import io.ostiary.endpoint.query.XmlWriter;
import io.ostiary.realm.directory.AddUserToGroup;
import io.ostiary.realm.directory.CreateGroup;
import io.ostiary.realm.directory.DeleteGroup;
import io.ostiary.realm.directory.Group;
import io.ostiary.realm.directory.RemoveUserFromGroup;
import io.ostiary.realm.directory.UpdateGroup;
import io.ostiary.realm.directory.User;
import java.util.List;

/** Groups, and who is in them. */
final class GroupOperations {

  static final List<Operation> ALL =
      List.of(
          Operation.command("CreateGroup", GroupOperations::create, GroupOperations::element),
          Operation.list(
              "ListGroups",
              (in, call) -> in.optionalText("PathPrefix", Texts.PATH_PREFIX).orElse("/"),
              (prefix, call) ->
                  call.directory().groups(call.accountId()).stream()
                      .filter(group -> group.path().startsWith(prefix))
                      .toList(),
              new Listing<>("Groups", Group::name, GroupOperations::write)),
          Operation.list(
              "GetGroup",
              IdentityWords.GROUP::read,
              (name, call) -> (Group) IdentityWords.existing(name, call),
              GroupOperations::element,
              (group, call) -> call.directory().members(group),
              new Listing<>("Users", User::name, UserOperations::listedUser)),
          Operation.command("UpdateGroup", GroupOperations::update),
          Operation.command("AddUserToGroup", GroupOperations::add),
          Operation.command("RemoveUserFromGroup", GroupOperations::remove),
          Operation.list(
              "ListGroupsForUser",
              IdentityWords.USER::read,
              (name, call) -> call.directory().groupsOf((User) IdentityWords.existing(name, call)),
              new Listing<>("Groups", Group::name, GroupOperations::write)),
          Operation.command(
              "DeleteGroup",
              (in, call) ->
                  new DeleteGroup(call.accountId(), in.text("GroupName", Texts.GROUP_NAME))));

  private GroupOperations() {}

  private static CreateGroup create(Parameters in, Call call) {
    return new CreateGroup(
        call.accountId(),
        in.optionalText("Path", Texts.PATH).orElse("/"),
        in.text("GroupName", Texts.GROUP_NAME));
  }

  private static UpdateGroup update(Parameters in, Call call) {
    return new UpdateGroup(
        call.accountId(),
        in.text("GroupName", Texts.GROUP_NAME),
        in.optionalText("NewPath", Texts.PATH),
        in.optionalText("NewGroupName", Texts.GROUP_NAME));
  }

  private static AddUserToGroup add(Parameters in, Call call) {
    return new AddUserToGroup(
        call.accountId(),
        in.text("GroupName", Texts.GROUP_NAME),
        in.text("UserName", Texts.EXISTING_USER_NAME));
  }

  private static RemoveUserFromGroup remove(Parameters in, Call call) {
    return new RemoveUserFromGroup(
        call.accountId(),
        in.text("GroupName", Texts.GROUP_NAME),
        in.text("UserName", Texts.EXISTING_USER_NAME));
  }

  private static void element(XmlWriter xml, Group group) {
    xml.element("Group", inside -> write(inside, group));
  }

  static void write(XmlWriter xml, Group group) {
    xml.element("Path", group.path())
        .element("GroupName", group.name())
        .element("GroupId", group.id())
        .element("Arn", group.arn())
        .element("CreateDate", group.createdAt());
  }
}
