package io.ostiary.policy.document;

import io.ostiary.policy.request.Principal;
import java.util.List;

/**
 * Whom a statement is about.
 *
 * @param excludes {@code NotPrincipal}: everybody is meant but those named
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html">IAM
 *     JSON policy elements: Principal</a>
 */
public record PrincipalElement(boolean excludes, List<PrincipalPattern> patterns) {

  public PrincipalElement {
    patterns = List.copyOf(patterns);
  }

  /** The strongest way in which the patterns name a principal, {@code NotPrincipal} or not. */
  public Naming naming(Principal principal) {
    Naming strongest = Naming.NONE;
    for (int i = 0; i < patterns.size(); i++) {
      Naming naming = patterns.get(i).naming(principal);
      if (naming.compareTo(strongest) > 0) {
        strongest = naming;
      }
    }
    return strongest;
  }
}
