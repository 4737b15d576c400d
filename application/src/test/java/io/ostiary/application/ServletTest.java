package io.ostiary.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ostiary.application.servlet.ActionServletFilter;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.ServletContainerInitializerInfo;
import io.undertow.servlet.util.ImmediateInstanceFactory;
import jakarta.annotation.security.RolesAllowed;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Annotations on servlets, held after the server has chosen one. */
class ServletTest {
  @TempDir Path directory;

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

  /** What the runtime does. */
  public static final class Checking implements ServletContainerInitializer {
    @Override
    public void onStartup(Set<Class<?>> classes, ServletContext context) throws ServletException {
      ActionServletFilter.check(context);
    }
  }

  private Handbook start(Class<? extends HttpServlet> forRest) throws ServletException {
    return Handbook.start(directory, Policies.HERS, info -> add(info, forRest));
  }

  private static void add(DeploymentInfo info, Class<? extends HttpServlet> forRest) {
    info.addServletContainerInitializer(
        new ServletContainerInitializerInfo(
            Checking.class, new ImmediateInstanceFactory<>(new Checking()), Set.of()));
    info.addFilter(Servlets.filter("actions", ActionServletFilter.class).setAsyncSupported(true));
    for (DispatcherType type : DispatcherType.values()) {
      info.addFilterUrlMapping("actions", "/*", type);
    }
    info.addServlet(Servlets.servlet("pages", Pages.class).addMapping("/in/pages/*"))
        .addServlet(Servlets.servlet("listing", Listing.class).addMapping("/in/listing"))
        .addServlet(Servlets.servlet("authors", Authors.class).addMapping("/in/authors/*"))
        .addServlet(Servlets.servlet("forwarding", Forwarding.class).addMapping("/in/to/*"))
        .addServlet(Servlets.servlet("rest", forRest).addMapping("/in/rest/*"));
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
    try (Handbook handbook = start(Silent.class)) {
      assertThat(handbook.ask(method, path).statusCode()).isEqualTo(status);
      assertThat(Handbook.REACHED).isEqualTo(reached == null ? List.of() : List.of(reached));
    }
  }

  /** Of which the filter alone decides. */
  public static class Silent extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) {}
  }

  @Test
  void aResourceThatCannotBeNamedStopsTheStart() {
    assertThatThrownBy(() -> start(Nameless.class))
        .rootCause()
        .hasMessageContaining("has a variable that its path has not");
  }
}
