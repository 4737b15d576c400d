package io.ostiary.benchmarks.peers;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jwt.SignedJWT;
import io.ostiary.benchmarks.cost.Guard;
import io.ostiary.benchmarks.cost.Issuer;
import io.ostiary.benchmarks.cost.Way;
import java.io.IOException;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.catalina.Context;
import org.apache.shiro.authc.AuthenticationException;
import org.apache.shiro.authc.AuthenticationInfo;
import org.apache.shiro.authc.AuthenticationToken;
import org.apache.shiro.authc.BearerToken;
import org.apache.shiro.authc.SimpleAuthenticationInfo;
import org.apache.shiro.authc.UsernamePasswordToken;
import org.apache.shiro.authz.AuthorizationInfo;
import org.apache.shiro.authz.SimpleAuthorizationInfo;
import org.apache.shiro.cache.MemoryConstrainedCacheManager;
import org.apache.shiro.realm.AuthorizingRealm;
import org.apache.shiro.subject.PrincipalCollection;
import org.apache.shiro.web.filter.authc.FormAuthenticationFilter;
import org.apache.shiro.web.filter.mgt.DefaultFilterChainManager;
import org.apache.shiro.web.filter.mgt.FilterChainResolver;
import org.apache.shiro.web.filter.mgt.PathMatchingFilterChainResolver;
import org.apache.shiro.web.mgt.DefaultWebSecurityManager;
import org.apache.shiro.web.mgt.WebSecurityManager;
import org.apache.shiro.web.servlet.AbstractShiroFilter;
import org.jspecify.annotations.Nullable;

/**
 * Apache Shiro with the server's sessions, and with bearer tokens of which a realm remembers what
 * it verified; one permission asked for by path, what a caller may do remembered too.
 */
public final class ShiroGuard implements Guard {
  private static final String BEARERS = "/bearer";
  private static final String PERMISSION = "records:read";

  private @Nullable Issuer issuer;

  /** Knows the user and the issuer's tokens. */
  private static final class Callers extends AuthorizingRealm {
    private final Issuer issuer;

    Callers(Issuer issuer) {
      this.issuer = issuer;
      setCacheManager(new MemoryConstrainedCacheManager());
      setAuthenticationCachingEnabled(true);
      setAuthorizationCachingEnabled(true);
    }

    @Override
    public boolean supports(AuthenticationToken token) {
      return token instanceof UsernamePasswordToken || token instanceof BearerToken;
    }

    @Override
    protected AuthenticationInfo doGetAuthenticationInfo(AuthenticationToken token) {
      if (token instanceof UsernamePasswordToken) {
        return new SimpleAuthenticationInfo(PasswordForm.NAME, PasswordForm.PASSWORD, getName());
      }
      String text = ((BearerToken) token).getToken();
      return new SimpleAuthenticationInfo(subject(text), text, getName());
    }

    private String subject(String text) {
      try {
        SignedJWT token = SignedJWT.parse(text);
        Instant end = token.getJWTClaimsSet().getExpirationTime().toInstant();
        if (token.verify(new RSASSAVerifier(issuer.publicKey())) && Instant.now().isBefore(end)) {
          return token.getJWTClaimsSet().getSubject();
        }
      } catch (ParseException | JOSEException e) {
        throw new AuthenticationException(e);
      }
      throw new AuthenticationException("the token does not hold");
    }

    @Override
    protected AuthorizationInfo doGetAuthorizationInfo(PrincipalCollection principals) {
      SimpleAuthorizationInfo info = new SimpleAuthorizationInfo();
      info.addStringPermission(PERMISSION);
      return info;
    }
  }

  /** The filter with what it is otherwise configured with by a file. */
  private static final class Door extends AbstractShiroFilter {
    Door(WebSecurityManager security, FilterChainResolver chains) {
      setSecurityManager(security);
      setFilterChainResolver(chains);
    }
  }

  @Override
  public String name() {
    return "shiro";
  }

  @Override
  public String title() {
    return "Apache Shiro " + version();
  }

  private static String version() {
    String version = AuthorizingRealm.class.getPackage().getImplementationVersion();
    return version == null ? System.getProperty("shiro.version", "2.0.5") : version;
  }

  @Override
  public void guard(Context application, Path folder) throws IOException, JOSEException {
    Issuer started = Issuer.start();
    issuer = started;
    PathMatchingFilterChainResolver chains = new PathMatchingFilterChainResolver();
    DefaultFilterChainManager manager = (DefaultFilterChainManager) chains.getFilterChainManager();
    ((FormAuthenticationFilter) manager.getFilter("authc")).setLoginUrl("/login");
    manager.createChain("/login", "authc");
    manager.createChain(RECORDS + "**", "authc, perms[" + PERMISSION + "]");
    manager.createChain(
        BEARERS + RECORDS + "**", "noSessionCreation, authcBearer, perms[" + PERMISSION + "]");
    ServletFilters.first(
        application, name(), new Door(new DefaultWebSecurityManager(new Callers(started)), chains));
  }

  @Override
  public List<Way> ways(int port) throws IOException, InterruptedException, JOSEException {
    String path = '/' + name();
    String token = Objects.requireNonNull(issuer).token();
    return List.of(
        Way.plain(this, "the server's session", PasswordForm.logIn(port, path)),
        new Way(
            title(),
            "bearer token (JWT), seen before",
            path + BEARERS,
            Map.of("Authorization", "Bearer " + token),
            null,
            0));
  }

  @Override
  public void close() {
    if (issuer != null) {
      issuer.close();
    }
  }
}
