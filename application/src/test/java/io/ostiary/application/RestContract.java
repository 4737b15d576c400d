package io.ostiary.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.ostiary.filter.PassMeter;
import io.ostiary.filter.audit.AuditEvent;
import io.ostiary.realm.authentication.IamPrincipal;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.SecurityContext;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.net.http.HttpResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Annotations on Jakarta REST resources, held behind the door and a framework's own routing. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RestContract {
  static final List<Class<?>> RESOURCES =
      List.of(Pages.class, ByRole.class, Both.class, Exact.class, Open.class, Implementing.class);

  @TempDir static java.nio.file.Path directory;

  private Handbook handbook;

  /** Stands for an action and its resource. */
  @Action("handbook:ReadPage")
  @ResourceArn("page/{page}")
  @Retention(RetentionPolicy.RUNTIME)
  @interface ReadsPage {}

  /** Every method of which says what it is, but one. */
  @Path("/in/pages")
  public static class Pages {
    @GET
    @Action("handbook:ListPages")
    public String list(@Context SecurityContext security) {
      Handbook.REACHED.add("list");
      return ((IamPrincipal) security.getUserPrincipal()).accountId()
          + ' '
          + security.isUserInRole("editors");
    }

    @GET
    @Path("{page}")
    @ReadsPage
    public String read(@PathParam("page") String page) {
      Handbook.REACHED.add("read " + page);
      return page;
    }

    @PUT
    @Path("{page}")
    @Action("handbook:WritePage")
    @ResourceArn("arn:${Partition}:handbook::${Account}:page/{page}")
    public void write(@PathParam("page") String page) {
      Handbook.REACHED.add("write " + page);
    }

    @DELETE
    @Path("{page}")
    public void delete(@PathParam("page") String page) {
      Handbook.REACHED.add("delete " + page);
    }

    @GET
    @Path("{page}/cover")
    @Public
    public String cover(@PathParam("page") String page) {
      Handbook.REACHED.add("cover " + page);
      return page;
    }

    @GET
    @Path("{page}/unknown")
    @Action("handbook:Burn")
    public void unknown() {
      Handbook.REACHED.add("unknown");
    }
  }

  /** Of which the filter alone decides, and Jakarta's annotations. */
  @Path("/in/roles")
  @RolesAllowed("editors")
  public static class ByRole {
    @GET
    public String editors() {
      Handbook.REACHED.add("editors");
      return "";
    }

    @GET
    @Path("authors")
    @RolesAllowed("authors")
    public String authors() {
      Handbook.REACHED.add("authors");
      return "";
    }

    @GET
    @Path("all")
    @PermitAll
    public String all() {
      Handbook.REACHED.add("all");
      return "";
    }

    @GET
    @Path("nobody")
    @DenyAll
    public String nobody() {
      Handbook.REACHED.add("nobody");
      return "";
    }
  }

  /** Both must hold. */
  @Path("/in/both/{page}")
  public static class Both {
    @GET
    @RolesAllowed("authors")
    @Action("handbook:ReadPage")
    @ResourceArn("page/{page}")
    public String read() {
      Handbook.REACHED.add("both");
      return "";
    }
  }

  /** Decided by the filter as the same question. */
  @Path("/exact/{page}")
  public static class Exact {
    @GET
    @ReadsPage
    public String read() {
      Handbook.REACHED.add("exact");
      return "";
    }
  }

  /** Its route lets anybody in, but its action does not. */
  @Path("/open/{page}")
  public static class Open {
    @GET
    @ReadsPage
    public String read() {
      Handbook.REACHED.add("open");
      return "";
    }
  }

  /** What says something on behalf of whoever implements it. */
  public interface Described {
    @Action("handbook:WritePage")
    @ResourceArn("page/{page}")
    String change();
  }

  /** Says nothing itself. */
  @Path("/in/described/{page}")
  public static class Implementing implements Described {
    @GET
    @Override
    public String change() {
      Handbook.REACHED.add("change");
      return "";
    }
  }

  /** Registers a framework for the resources, which finds out by itself what else there is. */
  abstract ServletRegistration.Dynamic framework(ServletContext context);

  /** Where it runs. */
  abstract Container container();

  @BeforeAll
  void start() throws Exception {
    handbook =
        Handbook.start(
            directory,
            Policies.HERS,
            new Handbook.Setup(
                container(), context -> framework(context).addMapping("/*"), PassMeter.NONE));
  }

  @BeforeEach
  void forget() {
    Handbook.REACHED.clear();
    handbook.audited.clear();
  }

  @AfterAll
  void stop() throws Exception {
    handbook.close();
  }

  @ParameterizedTest(name = "{0} {1} → {2}")
  @CsvSource({
    "GET,    /in/pages,           200, list",
    "GET,    /in/pages/a1,        200, read a1",
    "HEAD,   /in/pages/a1,        200, read a1",
    "GET,    /in/pages/b1,        403,",
    "GET,    /in/pages/a%20b,     200, read a b",
    "PUT,    /in/pages/a1,        403,",
    "DELETE, /in/pages/a1,        403,",
    "GET,    /in/pages/b1/cover,  200, cover b1",
    "GET,    /in/pages/a/unknown, 500,",
    "GET,    /in/roles,           200, editors",
    "GET,    /in/roles/authors,   403,",
    "GET,    /in/roles/all,       200, all",
    "GET,    /in/roles/nobody,    403,",
    "GET,    /in/both/a1,         403,",
    "GET,    /exact/a1,           200, exact",
    "GET,    /exact/b1,           403,",
    "GET,    /open/a1,            401,",
    "GET,    /in/described/a1,    403,",
  })
  void aMethodIsCalledIfItsActionIsAllowed(
      String method, String path, int status, @Nullable String reached) throws Exception {
    assertThat(handbook.ask(method, path).statusCode()).isEqualTo(status);
    assertThat(Handbook.REACHED).isEqualTo(reached == null ? List.of() : List.of(reached));
  }

  @Test
  void theCallerIsKnownToTheFramework() throws Exception {
    assertThat(handbook.ask("GET", "/in/pages").body()).isEqualTo(Handbook.ACCOUNT + " true");
  }

  @Test
  void aSecondDecisionLeavesItsOwnRecordUnderTheRequestsId() throws Exception {
    handbook.ask("GET", "/in/pages/a1");
    assertThat(handbook.audited)
        .extracting(AuditEvent::name, AuditEvent::outcome)
        .containsExactly(tuple("Enter", "Allowed"), tuple("ReadPage", "Allowed"));
    assertThat(handbook.audited.get(1).requestId()).isEqualTo(handbook.audited.get(0).requestId());
    assertThat(handbook.audited.get(1).eventId()).isNotEqualTo(handbook.audited.get(0).eventId());
    assertThat(handbook.audited.get(1).resources().get(0).arn())
        .isEqualTo("arn:aws:handbook::111122223333:page/a1");
  }

  @Test
  void whatTheFilterHasDecidedIsNotDecidedAgain() throws Exception {
    handbook.ask("GET", "/exact/a1");
    assertThat(handbook.audited).extracting(AuditEvent::name).containsExactly("ReadPage");
  }

  @Test
  void aDenialSaysWhatIsMissingAndCarriesItsId() throws Exception {
    HttpResponse<String> answer = handbook.ask("GET", "/in/pages/b1");
    AuditEvent event = handbook.audited.get(1);
    assertThat(answer.body())
        .contains(
            "is not authorized to perform: handbook:ReadPage",
            "arn:aws:handbook::111122223333:page/b1",
            event.eventId());
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(answer.headers().firstValue("x-ostiary-decision-id")).contains(event.eventId());
    assertThat(event.outcome()).isEqualTo("ImplicitlyDenied");
  }

  @Test
  void aMethodThatSaysNothingIsRefusedWithTheReason() throws Exception {
    assertThat(handbook.ask("DELETE", "/in/pages/a1").body())
        .contains("the application does not say which action this is");
    assertThat(handbook.audited.get(1).outcome()).isEqualTo("Refused");
  }
}
