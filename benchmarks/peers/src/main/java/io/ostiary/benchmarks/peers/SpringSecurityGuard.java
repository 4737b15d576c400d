package io.ostiary.benchmarks.peers;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import io.ostiary.benchmarks.cost.Guard;
import io.ostiary.benchmarks.cost.Issuer;
import io.ostiary.benchmarks.cost.Way;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.catalina.Context;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.core.SpringSecurityCoreVersion;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.context.support.AnnotationConfigWebApplicationContext;
import org.springframework.web.filter.DelegatingFilterProxy;

/**
 * Spring Security as its documentation configures it: a login form with the server's session, and
 * JWT bearer tokens, whose signature it verifies each time; one authority asked for by path.
 */
public final class SpringSecurityGuard implements Guard {
  private static final String CHAIN = "springSecurityFilterChain";
  private static final String VERSION =
      Objects.requireNonNullElse(SpringSecurityCoreVersion.getVersion(), "6.5.3");

  private final AnnotationConfigWebApplicationContext beans =
      new AnnotationConfigWebApplicationContext();
  private @Nullable Issuer issuer;

  @Configuration
  @EnableWebSecurity
  static class Security {
    @Bean
    SecurityFilterChain chain(HttpSecurity http) throws Exception {
      return http.csrf(AbstractHttpConfigurer::disable)
          .formLogin(Customizer.withDefaults())
          .oauth2ResourceServer(server -> server.jwt(Customizer.withDefaults()))
          .authorizeHttpRequests(
              requests ->
                  requests
                      .requestMatchers(RECORDS + "**")
                      .hasAnyAuthority("records.read", "SCOPE_records.read")
                      .anyRequest()
                      .denyAll())
          .build();
    }

    @Bean
    UserDetailsService users() {
      return new InMemoryUserDetailsManager(
          User.withUsername(PasswordForm.NAME)
              .password("{noop}" + PasswordForm.PASSWORD)
              .authorities("records.read")
              .build());
    }

    @Bean
    JwtDecoder tokens(Issuer issuer) throws JOSEException {
      return NimbusJwtDecoder.withPublicKey(issuer.publicKey())
          .jwtProcessorCustomizer(
              processor ->
                  processor.setJWSTypeVerifier(
                      new DefaultJOSEObjectTypeVerifier<>(new JOSEObjectType("at+jwt"))))
          .build();
    }
  }

  @Override
  public String name() {
    return "spring-security";
  }

  @Override
  public String title() {
    return "Spring Security " + VERSION;
  }

  @Override
  public void guard(Context application, Path folder) throws IOException, JOSEException {
    Issuer started = Issuer.start();
    issuer = started;
    beans.addBeanFactoryPostProcessor(factory -> factory.registerSingleton("issuer", started));
    beans.register(Security.class);
    beans.setServletContext(application.getServletContext());
    beans.refresh();
    ServletFilters.first(application, CHAIN, new DelegatingFilterProxy(CHAIN, beans));
  }

  @Override
  public List<Way> ways(int port) throws IOException, InterruptedException, JOSEException {
    String token = Objects.requireNonNull(issuer).token();
    return List.of(
        Way.plain(this, "the server's session", PasswordForm.logIn(port, '/' + name())),
        Way.plain(this, "bearer token (JWT)", Map.of("Authorization", "Bearer " + token)));
  }

  @Override
  public void close() {
    beans.close();
    if (issuer != null) {
      issuer.close();
    }
  }
}
