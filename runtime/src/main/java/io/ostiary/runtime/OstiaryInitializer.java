package io.ostiary.runtime;

import io.ostiary.application.servlet.ActionServletFilter;
import io.ostiary.filter.OstiaryFilter;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.ServletException;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Puts Ostiary in front of the application that holds this jar: first filter, every path, every
 * kind of dispatch. Anything wrong with settings, definitions or data stops the deployment; an
 * application is never started without its doorkeeper.
 */
public final class OstiaryInitializer implements ServletContainerInitializer {
  private static final System.Logger LOG = System.getLogger("ostiary");

  @Override
  public void onStartup(@Nullable Set<Class<?>> classes, ServletContext context)
      throws ServletException {
    Object earlier = context.getAttribute(Ostiary.ATTRIBUTE);
    if (earlier instanceof Ostiary) {
      return;
    }
    if (earlier != null) {
      throw new ServletException(
          "the server brings Ostiary along, and so does the application; remove `ostiary-runtime`"
              + " from WEB-INF/lib, or the module from the server");
    }
    Deployment deployment = Deployment.of(context);
    if (deployment.isLeftUnsecured()) {
      context.setAttribute(OstiaryFilter.UNSECURED, true);
      LOG.log(
          System.Logger.Level.WARNING,
          "Ostiary leaves `%s` unsecured, as `%s` says"
              .formatted(context.getContextPath(), deployment.folder().orElseThrow().path()));
      return;
    }
    Ostiary ostiary = Ostiary.start(deployment);
    context.addListener(new Closing(ostiary));
    if (!OstiaryFilter.register(context)) {
      ostiary.close();
      throw new ServletException(
          "a filter named `%s` exists already; remove it from web.xml"
              .formatted(OstiaryFilter.class.getName()));
    }
    guardServlets(context);
  }

  /** The annotations of servlets, behind all other filters. */
  private static void guardServlets(ServletContext context) throws ServletException {
    ActionServletFilter.check(context);
    FilterRegistration.Dynamic actions =
        context.addFilter(ActionServletFilter.class.getName(), ActionServletFilter.class);
    if (actions != null) { // or the application has registered it where it wants it
      actions.setAsyncSupported(true);
      actions.addMappingForUrlPatterns(EnumSet.allOf(DispatcherType.class), true, "/*");
    }
  }

  /**
   * Closes everything with the application, and lets go of it: a server may hold on to an
   * application that has gone, as WildFly's idle workers do to that of their last request.
   */
  private static final class Closing implements ServletContextListener {
    private @Nullable Ostiary ostiary;

    private Closing(Ostiary ostiary) {
      this.ostiary = ostiary;
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {
      Ostiary closed = ostiary;
      if (closed != null) {
        ostiary = null;
        closed.close();
      }
      ServletContext context = event.getServletContext();
      for (String name : Collections.list(context.getAttributeNames())) {
        if (name.startsWith("io.ostiary.")) {
          context.removeAttribute(name);
        }
      }
    }
  }
}
