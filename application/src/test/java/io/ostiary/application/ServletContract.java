package io.ostiary.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ostiary.application.servlet.ActionServletFilter;
import io.ostiary.filter.PassMeter;
import jakarta.annotation.security.RolesAllowed;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
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

/** Annotations on servlets, held after the server has chosen one. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ServletContract {
  @TempDir static Path directory;

  private Handbook handbook;

  /** Notes down that it was reached. */
  private abstract static class Noting extends HttpServlet {
    private static final long serialVersionUID = 1L;

    static void note(HttpServletRequest request) {
      Handbook.REACHED.add(request.getMethod() + ' ' + request.getServletPath());
    }
  }

  /** Each method of which is an action of its own, but POST. */
  public static class Pages extends Noting {
    private static final long serialVersionUID = 1L;

    @Override
    @Action(value = "handbook:ReadPage", path = "/in/pages/{page}")
    @ResourceArn("page/{page}")
    protected void doGet(HttpServletRequest request, HttpServletResponse response) {
      note(request);
    }

    @Override
    @Action(value = "handbook:WritePage", path = "/in/pages/{page}")
    @ResourceArn("page/{page}")
    protected void doPut(HttpServletRequest request, HttpServletResponse response) {
      note(request);
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) {
      note(request);
    }
  }

  /** All of which is one action. */
  @Action("handbook:ListPages")
  public static class Listing extends Noting {
    private static final long serialVersionUID = 1L;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) {
      note(request);
    }
  }

  /** Which is for some role only. */
  @RolesAllowed("authors")
  public static class Authors extends Noting {
    private static final long serialVersionUID = 1L;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) {
      note(request);
    }
  }

  /** Which says nothing, and goes where it is told. */
  public static class Forwarding extends Noting {
    private static final long serialVersionUID = 1L;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
        throws ServletException, IOException {
      String to = "/in/pages/" + request.getPathInfo().substring(3);
      if (request.getPathInfo().startsWith("/f/")) {
        request.getRequestDispatcher(to).forward(request, response);
      } else {
        request.getRequestDispatcher(to).include(request, response);
      }
    }
  }

  /** Of which the resource cannot be named. */
  public static class Nameless extends Noting {
    private static final long serialVersionUID = 1L;

    @Override
    @Action("handbook:ReadPage")
    @ResourceArn("page/{page}")
    protected void doGet(HttpServletRequest request, HttpServletResponse response) {
      note(request);
    }
  }

  /** Where the servlets run. */
  abstract Container container();

  @BeforeAll
  void start() throws Exception {
    handbook = start("silent", new Silent());
  }

  @BeforeEach
  void forget() {
    Handbook.REACHED.clear();
  }

  @AfterAll
  void stop() throws Exception {
    handbook.close();
  }

  private Handbook start(String name, HttpServlet forRest) throws Exception {
    return Handbook.start(
        directory.resolve(name),
        Policies.HERS,
        new Handbook.Setup(container(), context -> add(context, forRest), PassMeter.NONE));
  }

  private static void add(ServletContext context, HttpServlet forRest) throws ServletException {
    context.addServlet("pages", Pages.class).addMapping("/in/pages/*");
    context.addServlet("listing", Listing.class).addMapping("/in/listing");
    context.addServlet("authors", Authors.class).addMapping("/in/authors/*");
    context.addServlet("forwarding", Forwarding.class).addMapping("/in/to/*");
    context.addServlet("rest", forRest).addMapping("/in/rest/*");
    // What the runtime does.
    ActionServletFilter.check(context);
    FilterRegistration.Dynamic actions = context.addFilter("actions", ActionServletFilter.class);
    actions.setAsyncSupported(true);
    actions.addMappingForUrlPatterns(EnumSet.allOf(DispatcherType.class), true, "/*");
  }

  @ParameterizedTest(name = "{0} {1} → {2}")
  @CsvSource({
    "GET,    /in/pages/a1,      200, GET /in/pages",
    "HEAD,   /in/pages/a1,      200, HEAD /in/pages",
    "GET,    /in/pages/b1,      403,",
    "HEAD,   /in/pages/b1,      403,",
    "GET,    /in/pages/a1/more, 403,",
    "GET,    /in/pages/,        403,",
    "PUT,    /in/pages/a1,      403,",
    "POST,   /in/pages/a1,      403,",
    "DELETE, /in/pages/a1,      403,",
    "GET,    /in/listing,       200, GET /in/listing",
    "DELETE, /in/listing,       200, DELETE /in/listing",
    "GET,    /in/authors/x,     403,",
    "GET,    /in/rest/x,        200,",
    "GET,    /in/to/f/a1,       200, GET /in/pages",
    "GET,    /in/to/f/b1,       403,",
    "GET,    /in/to/i/a1,       200, GET /in/to",
    "GET,    /in/to/i/b1,       500,",
  })
  void aServletIsReachedIfItsActionIsAllowed(
      String method, String path, int status, @Nullable String reached) throws Exception {
    assertThat(handbook.ask(method, path).statusCode()).isEqualTo(status);
    assertThat(Handbook.REACHED).isEqualTo(reached == null ? List.of() : List.of(reached));
  }

  /** Of which the filter alone decides. */
  public static class Silent extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) {}
  }

  @Test
  void aResourceThatCannotBeNamedStopsTheStart() {
    assertThatThrownBy(() -> start("nameless", new Nameless()))
        .hasMessageContaining("has a variable that its path has not");
  }
}
