package io.ostiary.arquillian.notes;

import io.ostiary.application.Action;
import io.ostiary.application.Authorizer;
import io.ostiary.application.ResourceArn;
import io.ostiary.realm.authentication.IamPrincipal;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.SecurityContext;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.List;

/** Notes, each of whose methods says what it is, but one. */
@Path("notes")
@RequestScoped
public class Notes {
  @Inject private Authorizer authorizer;
  @Inject private IamPrincipal caller;
  @Inject private SecurityContext security;
  @Inject private Heard heard;

  @GET
  @Action("notes:ListNotes")
  public String list() {
    return "%s sees %s, is a keeper: %s %s, by Jakarta Security: %s, heard: %s"
        .formatted(
            caller.getName(),
            authorizer.filter("notes:GetNote", List.of("a1", "b1", "a2"), id -> "note/" + id),
            security.isCallerInRole("keepers"),
            security.getPrincipalsByType(IamPrincipal.class).size(),
            security.getCallerPrincipal().getName(),
            heard.all());
  }

  @GET
  @Path("{id}")
  @Action("notes:GetNote")
  @ResourceArn("note/{id}")
  public String read(@PathParam("id") String id) {
    return "note " + id;
  }

  @DELETE
  @Path("{id}")
  @Action("notes:DeleteNote")
  @ResourceArn("note/{id}")
  @RolesAllowed("keepers")
  public String delete(@PathParam("id") String id) {
    return "deleted " + id;
  }

  @PUT
  @Path("{id}")
  public String put(@PathParam("id") String id) {
    return "put " + id;
  }
}
