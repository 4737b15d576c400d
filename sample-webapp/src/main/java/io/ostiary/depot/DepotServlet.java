package io.ostiary.depot;

import io.ostiary.depot.s3.BucketArn;
import io.ostiary.depot.s3.S3Protocol;
import io.ostiary.depot.store.ObjectStore;
import io.ostiary.realm.directory.CanonicalIds;
import io.ostiary.realm.directory.ResourcePolicies;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** Every request to Depot comes here; Ostiary's filter has let it through. */
@WebServlet(name = "depot", urlPatterns = "/*", loadOnStartup = 1)
public class DepotServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  private transient @Nullable ObjectStore store;
  private transient @Nullable S3Protocol protocol;

  @Override
  public void init() throws ServletException {
    ResourcePolicies policies = fromOstiary(ResourcePolicies.class);
    CanonicalIds ids = fromOstiary(CanonicalIds.class);
    DepotSettings settings = DepotSettings.read();
    ObjectStore opened = ObjectStore.open(settings.folder(), Clock.systemUTC(), new SecureRandom());
    store = opened;
    protocol = new S3Protocol(opened, policies, ids, new BucketArn(settings.partition()));
    OpenDepot.opened(opened);
  }

  private <T> T fromOstiary(Class<T> type) throws ServletException {
    Object found = getServletContext().getAttribute(type.getName());
    if (!type.isInstance(found)) {
      throw new ServletException(
          "Ostiary is not there: the servlet context has no `%s`; put ostiary-runtime into WEB-INF/lib"
              .formatted(type.getName()));
    }
    return type.cast(found);
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (protocol == null) {
      throw new IllegalStateException("a servlet is initialized before its first request");
    }
    protocol.answer(request, response);
  }

  @Override
  public void destroy() {
    if (store != null) {
      OpenDepot.closed();
      store.close();
    }
  }
}
