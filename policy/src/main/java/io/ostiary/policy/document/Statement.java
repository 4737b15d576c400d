package io.ostiary.policy.document;

import io.ostiary.policy.condition.Condition;
import io.ostiary.policy.request.Action;
import io.ostiary.policy.request.RequestContext;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One rule of a policy: an effect on the requests whose principal, action, resource and context it
 * matches.
 *
 * @param index its place in the document, counted from 0
 * @param sid its Sid, empty if it has none; decides nothing
 * @param extent where it stands in the document
 * @param principals null if the statement names nobody, as in an identity policy
 * @param resources null if the statement names none, and so means the resource that the policy is
 *     attached to
 * @param conditions all of them must hold
 */
public record Statement(
    int index,
    String sid,
    Extent extent,
    Effect effect,
    @Nullable PrincipalElement principals,
    Element<ActionPattern> actions,
    @Nullable Element<ResourcePattern> resources,
    List<Condition> conditions) {

  /**
   * What a statement names, or with {@code NotAction} and {@code NotResource} what it does not.
   *
   * @param excludes whether everything is meant but what the patterns match
   */
  public record Element<P>(boolean excludes, List<P> patterns) {
    public Element {
      patterns = List.copyOf(patterns);
    }
  }

  public Statement {
    conditions = List.copyOf(conditions);
  }

  /** Where it begins in the document, counted from 1. */
  public int line() {
    return extent.line();
  }

  /** Says whether this statement is about an action. */
  public boolean covers(Action action) {
    List<ActionPattern> patterns = actions.patterns();
    for (int i = 0; i < patterns.size(); i++) {
      if (patterns.get(i).matches(action)) {
        return !actions.excludes();
      }
    }
    return actions.excludes();
  }

  /**
   * Says whether this statement is about a resource.
   *
   * @param resource an ARN, or {@code *}
   * @param attachedTo the resource that the policy is attached to
   */
  public boolean covers(String resource, String attachedTo, RequestContext context) {
    if (resources == null) {
      return resource.equals(attachedTo);
    }
    List<ResourcePattern> patterns = resources.patterns();
    for (int i = 0; i < patterns.size(); i++) {
      if (patterns.get(i).matches(resource, context)) {
        return !resources.excludes();
      }
    }
    return resources.excludes();
  }

  /** Says whether every condition holds. */
  public boolean holds(RequestContext context) {
    for (int i = 0; i < conditions.size(); i++) {
      if (!conditions.get(i).holds(context)) {
        return false;
      }
    }
    return true;
  }

  /** The folded condition keys that this statement reads, in conditions and in variables. */
  public Set<String> keys() {
    TreeSet<String> keys = new TreeSet<>();
    conditions.forEach(condition -> keys.addAll(condition.keys()));
    if (resources != null) {
      resources.patterns().forEach(pattern -> keys.addAll(pattern.keys()));
    }
    return keys;
  }
}
