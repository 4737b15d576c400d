package io.ostiary.arquillian;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.HttpConstraint;
import jakarta.servlet.annotation.MultipartConfig;
import jakarta.servlet.annotation.ServletSecurity;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * An application that goes every way a servlet can go, and knows nothing of security. It says who
 * called, by which dispatch, and what arrived.
 */
@WebServlet(urlPatterns = "/*", asyncSupported = true)
@MultipartConfig
public class Doors extends HttpServlet {
  private static final long serialVersionUID = 1L;

  /** Lets anybody read one page, by the one thing of Ostiary that an application may hold. */
  @Override
  public void init() throws ServletException {
    String port = "io.ostiary.realm.directory.ResourcePolicies";
    Object policies = getServletContext().getAttribute(port);
    try {
      Class.forName(port, true, policies.getClass().getClassLoader())
          .getMethod("put", String.class, String.class)
          .invoke(
              policies,
              "arn:aws:doors:::page/shared",
              """
              {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Principal": "*",
               "Action": "doors:ReadPage", "Resource": "arn:aws:doors:::page/shared"}}
              """);
    } catch (ReflectiveOperationException e) {
      throw new ServletException(e);
    }
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    String path = request.getRequestURI().substring(request.getContextPath().length());
    String way = path.substring(1, path.indexOf('/', 1) < 0 ? path.length() : path.indexOf('/', 1));
    String rest = path.substring(way.length() + 1);
    // An include sees the outer request's path.
    boolean first = request.getDispatcherType() == DispatcherType.REQUEST;
    switch (first ? way : "pages") {
      case "async" -> {
        AsyncContext context = request.startAsync();
        context.dispatch("/pages" + rest);
      }
      case "forward" -> request.getRequestDispatcher("/pages" + rest).forward(request, response);
      case "include" -> {
        response.getWriter().print("around ");
        request.getRequestDispatcher("/pages" + rest).include(request, response);
      }
      case "broken" -> response.sendError(HttpServletResponse.SC_CONFLICT);
      default -> page(request, response);
    }
  }

  /** What the application lets only its staff see, by a role that it declares. */
  @WebServlet("/staff/*")
  @ServletSecurity(@HttpConstraint(rolesAllowed = "Staff"))
  public static class StaffDoor extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      page(request, response);
    }
  }

  private static void page(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Rooms.note("doors", request);
    int length = request.getInputStream().readAllBytes().length;
    response
        .getWriter()
        .print(
            "caller %s by %s with %d bytes"
                .formatted(request.getRemoteUser(), request.getDispatcherType(), length));
  }
}
