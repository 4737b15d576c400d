package io.ostiary.endpoint.iam;

import io.ostiary.endpoint.iam.BoundaryOperations.Bounded;
import io.ostiary.endpoint.query.Call;
import io.ostiary.endpoint.query.Content;
import io.ostiary.endpoint.query.Listing;
import io.ostiary.endpoint.query.Operation;
import io.ostiary.endpoint.query.Parameters;
import io.ostiary.endpoint.query.XmlWriter;
import io.ostiary.realm.directory.Account;
import io.ostiary.realm.directory.CreateUser;
import io.ostiary.realm.directory.DeleteUser;
import io.ostiary.realm.directory.UpdateUser;
import io.ostiary.realm.directory.User;
import java.util.List;

/** Users: who has a name of their own in an account. */
final class UserOperations {

  static final List<Operation> ALL =
      List.of(
          Operation.of(
              "CreateUser",
              UserOperations::createUser,
              (command, call) ->
                  new Bounded<>(call.execute(command), command.permissionsBoundary()),
              UserOperations::wholeUser),
          Operation.of(
              "GetUser", Target::read, UserOperations::user, (xml, user) -> user.write(xml)),
          Operation.list(
              "ListUsers",
              (in, call) -> in.optionalText("PathPrefix", Texts.PATH_PREFIX).orElse("/"),
              (prefix, call) ->
                  call.directory().users(call.accountId()).stream()
                      .filter(user -> user.path().startsWith(prefix))
                      .toList(),
              new Listing<>("Users", User::name, UserOperations::listedUser)),
          Operation.command("UpdateUser", UserOperations::updateUser),
          Operation.command(
              "DeleteUser",
              (in, call) ->
                  new DeleteUser(call.accountId(), in.text("UserName", Texts.EXISTING_USER_NAME))));

  private UserOperations() {}

  private static CreateUser createUser(Parameters in, Call call) {
    return new CreateUser(
        call.accountId(),
        in.optionalText("Path", Texts.PATH).orElse("/"),
        in.text("UserName", Texts.USER_NAME),
        Tags.read(in),
        in.optionalText("PermissionsBoundary", Texts.ARN));
  }

  private static UpdateUser updateUser(Parameters in, Call call) {
    return new UpdateUser(
        call.accountId(),
        in.text("UserName", Texts.EXISTING_USER_NAME),
        in.optionalText("NewPath", Texts.PATH),
        in.optionalText("NewUserName", Texts.USER_NAME));
  }

  private static Content user(Target target, Call call) {
    if (target instanceof Target.Named named) {
      User user = Target.existing(named.userName(), call);
      Bounded<User> bounded = Bounded.of(user, call);
      return xml -> wholeUser(xml, bounded);
    }
    Account account =
        call.directory()
            .account(call.accountId())
            .orElseThrow(() -> Target.noSuchEntity("The account cannot be found."));
    return xml -> rootUser(xml, account);
  }

  private static void wholeUser(XmlWriter xml, Bounded<User> bounded) {
    xml.element(
        "User",
        inside -> {
          listedUser(inside, bounded.identity());
          bounded.write(inside);
          Tags.write(inside, bounded.identity().tags());
        });
  }

  /** A user as lists show it: without tags and boundary. */
  static void listedUser(XmlWriter xml, User user) {
    xml.element("Path", user.path())
        .element("UserName", user.name())
        .element("UserId", user.id())
        .element("Arn", user.arn())
        .element("CreateDate", user.createdAt());
  }

  private static void rootUser(XmlWriter xml, Account account) {
    xml.element(
        "User",
        inside ->
            inside
                .element("UserId", account.id())
                .element("Arn", account.rootArn())
                .element("CreateDate", account.createdAt()));
  }
}
