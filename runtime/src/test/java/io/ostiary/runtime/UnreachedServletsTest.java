package io.ostiary.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.ostiary.policy.service.ServiceDefinition;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.DeploymentManager;
import io.undertow.servlet.api.ServletContainerInitializerInfo;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the report at start says of servlets that nobody reaches. */
class UnreachedServletsTest {
  private static final List<String> SAID = new ArrayList<>();
  private static final List<ServiceDefinition> APPLICATION =
      List.of(
          ServiceDefinition.parse(
              "docs.service.json",
              """
              {"service": "docs", "actions": {"Use": {"access": "read"}},
               "routes": [
                 {"method": "GET", "path": "/docs/{Page}", "authorize": ["Use"]},
                 {"method": "GET", "path": "/files/{Rest*}", "authorize": ["Use"]},
                 {"method": "GET", "path": "/{Any}/info", "authorize": ["Use"]}]}
              """));

  /** Asks when the servlets are registered. */
  public static final class Asking implements ServletContainerInitializer {
    @Override
    public void onStartup(@Nullable Set<Class<?>> classes, ServletContext context) {
      SAID.addAll(UnreachedServlets.of(context, APPLICATION));
    }
  }

  @Test
  void everyPatternThatNoRouteMeetsIsNamed() {
    SAID.clear();
    DeploymentInfo info =
        Servlets.deployment()
            .setClassLoader(UnreachedServletsTest.class.getClassLoader())
            .setContextPath("/")
            .setDeploymentName("unreached")
            .addServletContainerInitializer(
                new ServletContainerInitializerInfo(Asking.class, Set.of()));
    for (String pattern :
        List.of(
            "/docs/*",
            "/docs/x",
            "/docs/x/y",
            "/files/*",
            "/files/a/b",
            "/old/*",
            "/old",
            "/some/info",
            "*.do",
            "/*")) {
      info.addServlet(
          Servlets.servlet("at " + pattern, Records.RecordsServlet.class).addMapping(pattern));
    }
    DeploymentManager deployment = Servlets.newContainer().addDeployment(info);
    deployment.deploy();
    deployment.undeploy();
    assertThat(SAID)
        .containsExactly(
            "/docs/x/y → no route (servlet `at /docs/x/y`)", "/old → no route (servlet `at /old`)");
  }
}
