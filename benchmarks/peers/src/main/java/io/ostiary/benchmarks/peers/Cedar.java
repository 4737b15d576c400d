package io.ostiary.benchmarks.peers;

import com.cedarpolicy.BasicAuthorizationEngine;
import com.cedarpolicy.model.AuthorizationRequest;
import com.cedarpolicy.model.AuthorizationResponse;
import com.cedarpolicy.model.entity.Entities;
import com.cedarpolicy.model.exception.AuthException;
import com.cedarpolicy.model.exception.CacheException;
import com.cedarpolicy.model.policy.Policy;
import com.cedarpolicy.model.policy.PolicySet;
import com.cedarpolicy.value.CedarList;
import com.cedarpolicy.value.DateTime;
import com.cedarpolicy.value.EntityTypeName;
import com.cedarpolicy.value.EntityUID;
import com.cedarpolicy.value.IpAddress;
import com.cedarpolicy.value.PrimLong;
import com.cedarpolicy.value.PrimString;
import com.cedarpolicy.value.Value;
import io.ostiary.benchmarks.engine.Engine;
import io.ostiary.benchmarks.workload.Workload;
import io.ostiary.policy.request.RequestContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Cedar through its Java binding, with the policy set parsed beforehand and kept on its side. */
public final class Cedar implements Engine {
  private static final EntityTypeName USER = type("User");
  private static final EntityTypeName ACTION = type("Action");
  private static final EntityTypeName RESOURCE = type("Resource");

  @Override
  public String name() {
    return "cedar";
  }

  @Override
  public String title() {
    return "cedar-java 4.10.0, cached policy set";
  }

  @Override
  public String translation() {
    return "complete, but actions compare by case";
  }

  @Override
  public int mostStatements() {
    return 10_000;
  }

  @Override
  public Decider load(Workload workload) {
    Set<Policy> policies = new HashSet<>();
    int number = 0;
    for (var statement : workload.statements()) {
      policies.add(new Policy(CedarPolicies.of(statement), "p" + number++));
    }
    PolicySet set = new PolicySet(policies);
    try {
      set.cache();
    } catch (CacheException e) {
      throw new IllegalStateException("Cedar does not take the policies", e);
    }
    BasicAuthorizationEngine engine = new BasicAuthorizationEngine();
    Entities none = new Entities();
    AuthorizationRequest[] requests =
        workload.requests().stream().map(Cedar::request).toArray(AuthorizationRequest[]::new);
    return request -> allows(engine, set, none, requests[request]);
  }

  private static boolean allows(
      BasicAuthorizationEngine engine, PolicySet set, Entities none, AuthorizationRequest request) {
    try {
      AuthorizationResponse response = engine.isAuthorized(request, set, none);
      return response
          .success
          .orElseThrow(() -> new IllegalStateException(response.toString()))
          .isAllowed();
    } catch (AuthException e) {
      throw new IllegalStateException(e);
    }
  }

  private static AuthorizationRequest request(
      io.ostiary.policy.request.AuthorizationRequest request) {
    Map<String, Value> context = new HashMap<>();
    request.context().asMap().forEach((key, values) -> context.put(key, value(key, values)));
    context.put(CedarPolicies.ACTION_NAME, new PrimString(request.action().toString()));
    context.put(CedarPolicies.RESOURCE_NAME, new PrimString(request.resource().name()));
    return new AuthorizationRequest(
        new EntityUID(USER, request.principal().name()),
        new EntityUID(ACTION, request.action().toString()),
        new EntityUID(RESOURCE, request.resource().name()),
        context);
  }

  private static Value value(String key, RequestContext.Values values) {
    String first = values.texts().isEmpty() ? "" : values.texts().get(0);
    return switch (key) {
      case "aws:sourceip" -> new IpAddress(first);
      case "aws:currenttime" -> new DateTime(first);
      case "docs:maxkeys" -> new PrimLong(Long.parseLong(first));
      default -> values.multivalued() ? list(values.texts()) : new PrimString(first);
    };
  }

  private static Value list(List<String> texts) {
    List<Value> values = new ArrayList<>();
    texts.forEach(text -> values.add(new PrimString(text)));
    return new CedarList(values);
  }

  private static EntityTypeName type(String name) {
    return EntityTypeName.parse(name).orElseThrow();
  }
}
