package io.ostiary.cli.classes.site;

import io.ostiary.application.Action;
import io.ostiary.application.Admits;
import io.ostiary.application.Public;
import io.ostiary.application.ResourceArn;
import io.ostiary.policy.service.Access;
import io.ostiary.policy.service.AccessLevel;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;

/** Resources of which all but one method say what they are. */
@Path("records")
@Admits({Access.SIGNED, Access.ANONYMOUS})
public class Records {
  @GET
  @Action(value = "records:ListRecords", level = AccessLevel.LIST)
  public void list() {}

  @GET
  @Path("{id: [0-9]{1,9}}")
  @ReadsRecord
  @Admits(Access.BEARER)
  public void read() {}

  @PUT
  @Path("{number}")
  @Action("records:PutRecord")
  @ResourceArn("arn:${Partition}:records::${Account}:record/{number}")
  public void put() {}

  @GET
  @Path("{id}/files/{file: .+}")
  @Action("records:GetFile")
  @ResourceArn("record/{id}/file/{file}")
  public void file() {}

  @GET
  @Path("about")
  @Public
  public void about() {}

  @DELETE
  @Path("{id}")
  public void delete() {}

  @Path("{id}/parts")
  public Object parts() {
    return this;
  }
}
