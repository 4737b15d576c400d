package io.ostiary.application;

import io.ostiary.filter.RequestAuthorizer;
import io.ostiary.realm.authentication.IamPrincipal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

record CallerAuthorizer(RequestAuthorizer request) implements Authorizer {

  @Override
  public IamPrincipal caller() {
    return request.caller();
  }

  @Override
  public boolean isAllowed(String action) {
    return request.isAllowed(action, Optional.empty(), Map.of());
  }

  @Override
  public boolean isAllowed(String action, String resource) {
    return isAllowed(action, resource, Map.of());
  }

  @Override
  public boolean isAllowed(String action, String resource, Map<String, String> keys) {
    return request.isAllowed(action, Optional.of(request.arn(action, resource)), keys);
  }

  @Override
  public <T> List<T> filter(
      String action, Collection<? extends T> items, Function<? super T, String> resource) {
    RequestAuthorizer.Inquiry inquiry = request.about(action);
    List<T> allowed = new ArrayList<>();
    for (T item : items) {
      if (inquiry.isAllowed(resource.apply(item))) {
        allowed.add(item);
      }
    }
    return allowed;
  }
}
