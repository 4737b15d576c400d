package io.ostiary.application;

import static org.assertj.core.api.Assertions.assertThat;

import io.ostiary.application.health.HealthExtension;
import io.ostiary.endpoint.status.Health;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentManager;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.servlet.ServletContext;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.eclipse.microprofile.health.Readiness;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;
import org.junit.jupiter.api.Test;

/** What MicroProfile Health finds among the beans. */
class HealthTest {
  private static Health health(boolean up) {
    return new Health(
        up, Map.of("enforcement", Map.of("mode", "enforce"), "directory", Map.of("revision", 7L)));
  }

  @Test
  void theApplicationIsReadyOnceTheDoorIsAndAsLongAsItIs() throws Exception {
    AtomicReference<Health> now = new AtomicReference<>(health(true));
    Supplier<Health> asked = now::get;
    DeploymentManager deployment =
        Servlets.newContainer()
            .addDeployment(
                Servlets.deployment()
                    .setClassLoader(HealthTest.class.getClassLoader())
                    .setContextPath("/")
                    .setDeploymentName("healthy")
                    .addServletContextAttribute(HealthExtension.HEALTH, asked));
    deployment.deploy();
    ServletContext context = deployment.getDeployment().getServletContext();
    try (WeldContainer container =
        new Weld()
            .disableDiscovery()
            .addExtension(new HealthExtension())
            .addBeanClass(HealthTest.class)
            .initialize()) {
      HealthCheck check = container.select(HealthCheck.class, Readiness.Literal.INSTANCE).get();
      assertThat(check.call().getStatus()).isEqualTo(Status.DOWN);

      container
          .event()
          .select(ServletContext.class, Initialized.Literal.of(ApplicationScoped.class))
          .fire(context);
      assertThat(check.call().getStatus()).isEqualTo(Status.UP);
      assertThat(check.call().getName()).isEqualTo("ostiary");
      assertThat(check.call().getData().orElseThrow())
          .isEqualTo(Map.of("mode", "enforce", "revision", 7L));

      now.set(health(false));
      assertThat(check.call().getStatus()).isEqualTo(Status.DOWN);
    } finally {
      deployment.undeploy();
    }
  }
}
