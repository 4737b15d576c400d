package io.ostiary.endpoint.iam;

import io.ostiary.endpoint.query.Call;
import io.ostiary.endpoint.query.Operation;
import io.ostiary.endpoint.query.Parameters;
import io.ostiary.realm.directory.CreateServiceLinkedRole;
import io.ostiary.realm.directory.DeleteServiceLinkedRole;
import io.ostiary.realm.directory.LinkedServices;
import io.ostiary.realm.directory.RoleDeletion;
import java.util.List;

/** Roles through which services act, and which only they change. */
final class ServiceLinkedRoleOperations {

  private record Request(String service, String description, String suffix) {
    static Request read(Parameters in, Call call) {
      return new Request(
          in.text("AWSServiceName", Texts.LINKED_SERVICE_NAME),
          in.optionalText("Description", Texts.DESCRIPTION).orElse(""),
          in.optionalText("CustomSuffix", Texts.ROLE_NAME).orElse(""));
    }
  }

  private ServiceLinkedRoleOperations() {}

  /** For the services that may have such roles. */
  static List<Operation> of(LinkedServices services) {
    return List.of(
        Operation.of(
            "CreateServiceLinkedRole",
            Request::read,
            (request, call) -> create(request, services, call),
            RoleOperations::element),
        Operation.command(
            "DeleteServiceLinkedRole",
            (in, call) ->
                new DeleteServiceLinkedRole(call.accountId(), in.text("RoleName", Texts.ROLE_NAME)),
            (xml, deletion) -> xml.element("DeletionTaskId", deletion.taskId())),
        Operation.of(
            "GetServiceLinkedRoleDeletionStatus",
            (in, call) -> in.text("DeletionTaskId", Texts.DELETION_TASK_ID),
            ServiceLinkedRoleOperations::deletion,
            // There is a task once it is done.
            (xml, deletion) -> xml.element("Status", "SUCCEEDED")));
  }

  private static RoleOperations.Trusted create(
      Request request, LinkedServices services, Call call) {
    CreateServiceLinkedRole command =
        new CreateServiceLinkedRole(
            call.accountId(),
            services.named(request.service()),
            request.description(),
            request.suffix());
    return RoleOperations.Trusted.of(call.execute(command), command.service().trustPolicy());
  }

  private static RoleDeletion deletion(String task, Call call) {
    return call.directory().serviceLinkedRoleDeletions(call.accountId()).stream()
        .filter(deletion -> deletion.taskId().equals(task))
        .findFirst()
        .orElseThrow(
            () -> Target.noSuchEntity("The deletion task with id " + task + " cannot be found."));
  }
}
