package io.ostiary.cli.classes.unclear;

import io.ostiary.application.Action;
import io.ostiary.application.ResourceArn;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;

/** What no service definition can say. */
@Path("unclear")
public class Unclear {
  @GET
  @Path("{name}.json")
  @Action("records:GetRecord")
  @ResourceArn("record/{name}")
  public void mixed() {}

  @PUT
  @Action("records:GetRecord")
  @ResourceArn("shelf/{name}")
  public void other() {}
}
