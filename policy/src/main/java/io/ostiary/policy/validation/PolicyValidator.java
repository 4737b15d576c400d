package io.ostiary.policy.validation;

import io.ostiary.policy.document.Policy;
import io.ostiary.policy.document.PolicySyntaxException;
import io.ostiary.policy.document.PolicyType;
import io.ostiary.policy.service.ServiceDefinition;
import java.util.Collection;
import java.util.List;

/**
 * Finds what is wrong with policies, what is dangerous in them, and what their authors may not have
 * meant. Immutable; any number of threads may use one.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html">IAM
 *     Access Analyzer policy check reference</a>
 */
public final class PolicyValidator {

  private final Catalogue catalogue;

  private PolicyValidator(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  /**
   * A validator that knows the actions, resources and condition keys of some services. What belongs
   * to other services it takes as written; with no definition at all it knows AWS's global
   * condition keys only.
   */
  public static PolicyValidator of(Collection<ServiceDefinition> definitions) {
    return new PolicyValidator(new Catalogue(definitions));
  }

  /**
   * What there is to say of a document as a policy of a type, in the order of the places. Never
   * fails: a text that is no policy has a finding of level {@link FindingLevel#ERROR} that says so.
   */
  public List<Finding> findings(String text, PolicyType type) {
    List<PolicySyntaxException> faults = Policy.faults(text, type);
    Findings findings = new Findings(faults);
    DraftReader.read(text, type, faults.isEmpty(), catalogue)
        .ifPresent(draft -> Checks.look(draft, findings));
    return findings.inReadingOrder();
  }
}
