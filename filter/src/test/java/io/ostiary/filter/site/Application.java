package io.ostiary.filter.site;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ostiary.filter.OstiaryFilter;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The application's servlets. {@code /admin} and the default servlet are what attackers are after;
 * the others say what they were given, or dispatch where they are told.
 */
final class Application {
  private Application() {}

  static Map<String, HttpServlet> servlets(Site site) {
    Map<String, HttpServlet> servlets = new LinkedHashMap<>();
    servlets.put("/admin/*", new Protected(site, "admin"));
    servlets.put("/exact", new Protected(site, "exact"));
    servlets.put("*.do", new Protected(site, "suffix"));
    servlets.put("/", new Protected(site, "default"));
    servlets.put("/public/*", new Telling(site));
    servlets.put("/docs/*", new Telling(site));
    servlets.put("/titles/*", new Telling(site));
    servlets.put("/views/*", new Telling(site));
    servlets.put("/notes/*", new Telling(site));
    servlets.put("/blobs/*", new Telling(site));
    servlets.put("/stream/*", new Telling(site));
    return servlets;
  }

  /** Must never be reached by someone who is not let in. */
  private static final class Protected extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private final transient Site site;
    private final String name;

    private Protected(Site site, String name) {
      this.site = site;
      this.name = name;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      site.reached.add(name + " " + request.getRequestURI() + " " + request.getPathInfo());
      response.getWriter().print("PROTECTED");
    }
  }

  private static final class Telling extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private final transient Site site;

    private Telling(Site site) {
      this.site = site;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
        throws ServletException, IOException {
      site.reached.add("telling " + request.getServletPath() + request.getPathInfo());
      response.setContentType("text/plain;charset=UTF-8");
      String how = String.valueOf(request.getPathInfo());
      String to = request.getHeader("X-To");
      if (to != null && request.getAttribute("dispatched") == null) {
        request.setAttribute("dispatched", true);
        dispatch(request, response, request.getHeader("X-How"), to);
        return;
      }
      PrintWriter out = response.getWriter();
      out.println("user " + request.getRemoteUser() + " " + request.getUserPrincipal());
      out.println("caller " + request.getAttribute(OstiaryFilter.CALLER));
      out.println("host " + request.getHeader("Host") + " " + request.getServerName());
      out.println("path " + request.getServletPath() + request.getPathInfo());
      if (how.endsWith("/parameters")) {
        new TreeMap<>(request.getParameterMap())
            .forEach((name, values) -> out.println(name + "=" + Arrays.toString(values)));
      } else if (how.endsWith("/parts")) {
        for (Part part : request.getParts()) {
          out.println(
              part.getName()
                  + " "
                  + part.getSubmittedFileName()
                  + " "
                  + part.getContentType()
                  + " "
                  + new String(part.getInputStream().readAllBytes(), UTF_8));
        }
      } else if (how.endsWith("/reader")) {
        out.println("text " + request.getReader().readLine());
      } else {
        byte[] body = request.getInputStream().readAllBytes();
        out.println("body " + body.length + " " + Signer.sha256(body));
        out.println(
            "length %d %s encoding %s"
                .formatted(
                    request.getContentLengthLong(),
                    request.getHeader("Content-Length"),
                    request.getHeader("Content-Encoding")));
      }
    }

    private static void dispatch(
        HttpServletRequest request, HttpServletResponse response, String how, String to)
        throws ServletException, IOException {
      switch (how) {
        case "forward" -> request.getRequestDispatcher(to).forward(request, response);
        case "include" -> request.getRequestDispatcher(to).include(request, response);
        case "async" -> {
          AsyncContext context = request.startAsync();
          context.dispatch(to);
        }
        case "async-here" -> request.startAsync().dispatch();
        case "error" -> response.sendError(418, to);
        default -> throw new ServletException(how);
      }
    }
  }
}
