package io.ostiary.policy.oracle;

import java.util.Set;

/**
 * What the naive evaluator decides.
 *
 * @param outcome {@code Allowed}, {@code ExplicitlyDenied} or {@code ImplicitlyDenied}
 * @param reasons each reason that is true: {@code TYPE policy#index} of a statement that decides,
 *     or {@code RESOURCE list#Grant2} of a grant, {@code missing TYPE} of a layer that does not
 *     allow, {@code nobody} of the root user. The reference leaves open which of several is
 *     reported.
 */
record Verdict(String outcome, Set<String> reasons) {
  static final String ALLOWED = "Allowed";
  static final String EXPLICITLY_DENIED = "ExplicitlyDenied";
  static final String IMPLICITLY_DENIED = "ImplicitlyDenied";

  static String missing(Object type) {
    return "missing " + type;
  }
}
