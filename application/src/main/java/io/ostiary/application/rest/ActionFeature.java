package io.ostiary.application.rest;

import io.ostiary.application.declaration.Declaration;
import io.ostiary.application.declaration.Guard;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.FeatureContext;
import java.lang.System.Logger.Level;
import java.lang.reflect.Method;

/**
 * Puts a guard before each resource method whose annotations ask for one. It stands behind the
 * framework's own routing, so what it sees is what will be called. Found as a service rather than
 * by {@code @Provider}, which makes a server start its framework for applications without any.
 */
public class ActionFeature implements DynamicFeature {
  private static final System.Logger LOG = System.getLogger("ostiary");

  @Override
  public void configure(ResourceInfo resource, FeatureContext context) {
    Class<?> type = resource.getResourceClass();
    Method method = resource.getResourceMethod();
    Guard guard = Guard.of(type, method);
    if (guard.declaration() instanceof Declaration.Forgotten) {
      LOG.log(
          Level.ERROR,
          "`{0}` says of no action what it is, so it is never called; add `@Action` or `@Public`",
          method);
    }
    if (!guard.isIdle()) {
      context.register(ActionFilter.class, Priorities.AUTHORIZATION);
    }
  }
}
