package io.ostiary.arquillian;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * What attackers of {@link Doors} are after, and what is open beside it. A book says who got in
 * anywhere, whatever they were answered.
 */
public final class Rooms {
  private static final Queue<String> BOOK = new ConcurrentLinkedQueue<>();

  private Rooms() {}

  /** Notes that a request got in. */
  static void note(String room, HttpServletRequest request) {
    String more = request.getPathInfo() == null ? "" : request.getPathInfo();
    BOOK.add(room + " " + request.getServletPath() + more);
  }

  /** Notes that somebody got on to something by a connection that stays open. */
  static void note(String room, URI address) {
    BOOK.add(room + " " + address.getPath());
  }

  /** For nobody in the tests. */
  @WebServlet({"/admin/*", "/exact", "/index.html", "/x/secret.do"})
  public static class Closed extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      note("closed", request);
      response.getWriter().print("PROTECTED");
    }
  }

  /** For everybody below {@code /public}, for some below {@code /docs}; it says its own path. */
  @WebServlet({"/public/*", "/docs/*"})
  public static class Open extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      note("open", request);
      response.setContentType("text/plain;charset=UTF-8");
      response.setHeader("Host-Seen", request.getServerName() + " " + request.getHeader("Host"));
      response.getWriter().print("path " + request.getServletPath() + request.getPathInfo());
    }
  }

  /** Reads the book out, and begins a new one. */
  @WebServlet("/visits")
  public static class Book extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      response.setContentType("text/plain;charset=UTF-8");
      for (String visit = BOOK.poll(); visit != null; visit = BOOK.poll()) {
        response.getWriter().println(visit);
      }
    }
  }
}
