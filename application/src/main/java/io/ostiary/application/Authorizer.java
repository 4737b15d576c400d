package io.ostiary.application;

import io.ostiary.filter.RequestAuthorizer;
import io.ostiary.realm.authentication.IamPrincipal;
import jakarta.servlet.ServletRequest;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What the caller of the request at hand may do besides: for a button that is only shown to those
 * who may press it, or a list of what they may see. Decided on the same revision of the directory
 * and in the same circumstances as the request itself; such questions are not recorded.
 *
 * <p>A resource is an ARN, or what follows the account in one of the service's: {@code record/7} is
 * short for {@code arn:aws:records::111122223333:record/7}.
 */
public interface Authorizer {

  /**
   * That of a request which the filter let in.
   *
   * @throws IllegalStateException if the filter did not see the request
   */
  static Authorizer of(ServletRequest request) {
    return new CallerAuthorizer(
        RequestAuthorizer.of(request)
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "the request did not come through Ostiary's filter, so nobody can say"
                            + " who makes it")));
  }

  /** Who makes the request; anonymous, if nobody in particular. */
  IamPrincipal caller();

  /**
   * Whether policies allow an action that names no resource.
   *
   * @throws IllegalArgumentException if no service definition has it
   */
  boolean isAllowed(String action);

  /**
   * Whether policies allow an action, such as {@code records:GetRecord}, on a resource.
   *
   * @throws IllegalArgumentException if no service definition has the action, or on such resources
   */
  boolean isAllowed(String action, String resource);

  /**
   * The same with condition keys of the service that the application knows better than the request.
   *
   * @throws IllegalArgumentException if no service definition has the action, such a resource or
   *     key
   */
  boolean isAllowed(String action, String resource, Map<String, String> keys);

  /** Those of the items, in their order, on whose resource policies allow the action. */
  <T> List<T> filter(
      String action, Collection<? extends T> items, Function<? super T, String> resource);

  /** Those of the resources, in their order, on which policies allow the action. */
  default List<String> filter(String action, Collection<String> resources) {
    return filter(action, resources, Function.identity());
  }
}
