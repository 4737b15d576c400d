package io.ostiary.depot;

import io.ostiary.depot.pages.DepotPages;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Depot for people. No bucket is called {@code ui}: their names have three characters and more.
 * Ostiary's filter has let through what comes here, and knows by which session.
 */
@WebServlet(name = "pages", urlPatterns = "/ui/*")
public class PagesServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    new DepotPages(
            OpenDepot.current().orElseThrow(() -> new IllegalStateException("Depot is closed")))
        .answer(request, response);
  }
}
