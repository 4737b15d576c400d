package io.ostiary.filter;

import static org.assertj.core.api.Assertions.assertThat;

import io.ostiary.filter.jakarta.OstiaryAuthenticationMechanism;
import io.ostiary.filter.site.Server;
import io.ostiary.realm.authentication.IamPrincipal;
import io.ostiary.realm.jakarta.OstiaryIdentityStore;
import jakarta.security.enterprise.AuthenticationException;
import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.authentication.mechanism.http.HttpMessageContext;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The same pass where the server has Jakarta Security: its part, calling the mechanism before any
 * filter and telling it who called, is played by a filter in front.
 */
class MechanismTest extends PassContract {
  /** Of each refused request, whether its body was taken in; told after the answer is sent. */
  private final BlockingQueue<Boolean> finished = new LinkedBlockingQueue<>();

  private final List<IamPrincipal> told = Collections.synchronizedList(new ArrayList<>());

  @Override
  Server.Kind kind() {
    return Server.Kind.UNDERTOW;
  }

  @Override
  List<Filter> before() {
    return List.of(
        new Security(
            new OstiaryAuthenticationMechanism(new OstiaryIdentityStore()::validate),
            told,
            finished));
  }

  @AfterEach
  void toldTheContainerOnlyWhoWasVerified() {
    assertThat(told).allMatch(caller -> caller.getName().equals(site.userArn()));
  }

  @Test
  void takesInTheSmallBodyOfARefusedRequestUnlessItsClientWaits() throws Exception {
    assertThat(send("POST", "/docs/a", Map.of(), new byte[] {1, 2, 3})).startsWith("HTTP/1.1 401");
    assertThat(finished.take()).isTrue();

    Map<String, String> waiting = Map.of("Expect", "100-continue", "Content-Length", "3");
    assertThat(send("POST", "/docs/a", waiting, new byte[0]))
        .startsWith("HTTP/1.1 401")
        .doesNotContain("100 Continue");
    assertThat(finished.take()).isFalse();
  }

  private record Security(
      OstiaryAuthenticationMechanism mechanism,
      List<IamPrincipal> told,
      BlockingQueue<Boolean> finished)
      implements Filter {

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
        throws IOException, ServletException {
      Context context = new Context((HttpServletRequest) request, told);
      try {
        AuthenticationStatus status =
            mechanism.validateRequest(
                context.request, (HttpServletResponse) response, context.proxy());
        if (status == AuthenticationStatus.SEND_FAILURE) {
          assertThat(response.isCommitted()).isTrue();
          finished.add(request.getInputStream().isFinished());
          return;
        }
        // A server may ask again, as TomEE does on an asynchronous dispatch.
        assertThat(
                mechanism.validateRequest(
                    context.request, (HttpServletResponse) response, context.proxy()))
            .isEqualTo(status);
      } catch (AuthenticationException failure) {
        throw new ServletException(failure);
      }
      chain.doFilter(context.request, response);
    }
  }

  private static final class Context {
    private HttpServletRequest request;
    private final List<IamPrincipal> told;

    private Context(HttpServletRequest request, List<IamPrincipal> told) {
      this.request = request;
      this.told = told;
    }

    private HttpMessageContext proxy() {
      return (HttpMessageContext)
          Proxy.newProxyInstance(
              Context.class.getClassLoader(),
              new Class<?>[] {HttpMessageContext.class},
              (proxy, method, arguments) -> call(proxy, method.getName(), arguments));
    }

    private @Nullable Object call(Object proxy, String method, Object[] arguments) {
      switch (method) {
        case "withRequest" -> {
          request = (HttpServletRequest) arguments[0];
          return proxy;
        }
        case "doNothing" -> {
          return AuthenticationStatus.NOT_DONE;
        }
        case "notifyContainerAboutLogin" -> {
          told.add((IamPrincipal) arguments[0]);
          return AuthenticationStatus.SUCCESS;
        }
        default -> throw new UnsupportedOperationException(method);
      }
    }
  }
}
