package io.ostiary.application.cdi;

import io.ostiary.application.Authorizer;
import io.ostiary.realm.authentication.IamPrincipal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Typed;
import jakarta.servlet.http.HttpServletRequest;

/** Who makes the request at hand, and what they may do besides, for injection. */
@ApplicationScoped
public class Callers {

  /** What the caller may do besides. */
  @Produces
  @RequestScoped
  @Typed(Authorizer.class)
  public Authorizer authorizer(HttpServletRequest request) {
    return Authorizer.of(request);
  }

  /**
   * The caller; anonymous, if nobody in particular. Never the container's own {@code Principal}.
   */
  @Produces
  @RequestScoped
  @Typed(IamPrincipal.class)
  public IamPrincipal caller(HttpServletRequest request) {
    return Authorizer.of(request).caller();
  }
}
