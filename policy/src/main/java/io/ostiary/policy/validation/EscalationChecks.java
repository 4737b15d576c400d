package io.ostiary.policy.validation;

import static io.ostiary.policy.validation.FindingLevel.SECURITY_WARNING;

import io.ostiary.policy.document.PolicyType;
import io.ostiary.policy.validation.Check.Report;
import io.ostiary.policy.validation.Draft.Element;
import io.ostiary.policy.validation.Draft.Item;
import io.ostiary.policy.validation.Draft.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is looked for among statements that undo each other. */
final class EscalationChecks {
  static final List<Check<Draft>> TABLE =
      List.of(
          new Check<>(
              "RESOURCE_POLICY_PRIVILEGE_ESCALATION",
              SECURITY_WARNING,
              EscalationChecks::rewritesItsOwnDeny));

  /** The actions that change the policy of a resource. */
  private static final List<String> REWRITING =
      List.of(
          "s3:PutBucketPolicy",
          "s3:DeleteBucketPolicy",
          "sqs:SetQueueAttributes",
          "sqs:AddPermission",
          "sns:SetTopicAttributes",
          "sns:AddPermission",
          "kms:PutKeyPolicy",
          "lambda:AddPermission",
          "secretsmanager:PutResourcePolicy",
          "secretsmanager:DeleteResourcePolicy",
          "ecr:SetRepositoryPolicy",
          "ecr:DeleteRepositoryPolicy");

  private EscalationChecks() {}

  private static void rewritesItsOwnDeny(Draft draft, Report report) {
    if (draft.type() != PolicyType.RESOURCE
        || draft.statements().stream().allMatch(Statement::allows)) {
      return;
    }
    Effort effort = draft.context().effort();
    for (String rewriting : REWRITING) {
      Glob wanted = Glob.ignoringCase(rewriting);
      boolean denied =
          draft.statements().stream()
              .anyMatch(one -> !one.allows() && covering(one, wanted, effort) != null);
      for (Statement statement : draft.statements()) {
        Item item = statement.allows() && !denied ? covering(statement, wanted, effort) : null;
        if (item != null) {
          report.at(
              item.place(),
              "`%s` allows `%s`, and so to take away what this policy denies; deny that too, or do"
                      .formatted(item.text(), rewriting)
                  + " not allow it");
        }
      }
    }
  }

  /** What in a statement is about an action; null if nothing is. */
  private static @Nullable Item covering(Statement statement, Glob action, Effort effort) {
    Element<Item> actions = statement.actions();
    if (actions == null || actions.excludes()) {
      return null;
    }
    return actions.items().stream()
        .filter(item -> Glob.ignoringCase(item.text()).covers(action, effort))
        .findFirst()
        .orElse(null);
  }
}
