package io.ostiary.cli.simulation;

import io.ostiary.cli.tree.JsonText;
import io.ostiary.cli.tree.MalformedException;
import io.ostiary.cli.tree.Node;
import io.ostiary.policy.decision.Decision;
import io.ostiary.policy.decision.Decision.Allowed;
import io.ostiary.policy.decision.Decision.ExplicitlyDenied;
import io.ostiary.policy.decision.Decision.ImplicitlyDenied;
import io.ostiary.policy.decision.DecisiveStatement;
import org.jspecify.annotations.Nullable;

/** Writes the answer to one case as one line of JSON. */
public final class Answer {
  private final StringBuilder out;

  public Answer(StringBuilder out) {
    this.out = out;
  }

  /** Answers a case that was decided. */
  public void decided(@Nullable Node id, Decision decision) {
    begin(id, name(decision));
    out.append(",\"by\":{");
    if (decision instanceof Allowed allowed) {
      DecisiveStatement by = allowed.by();
      if (by == null) {
        out.append("\"type\":\"root-user\"");
      } else {
        statement(by);
      }
    } else if (decision instanceof ExplicitlyDenied denied) {
      statement(denied.by());
    } else if (decision instanceof ImplicitlyDenied denied) {
      out.append("\"missing\":");
      JsonText.quote(TypeName.of(denied.missing()), out);
    }
    out.append("}}\n");
  }

  /** The decision's name in answers. */
  public static String name(Decision decision) {
    if (decision instanceof Allowed) {
      return "Allowed";
    }
    return decision instanceof ExplicitlyDenied ? "ExplicitlyDenied" : "ImplicitlyDenied";
  }

  private void statement(DecisiveStatement by) {
    out.append("\"type\":");
    JsonText.quote(TypeName.of(by.type()), out);
    out.append(",\"policy\":");
    JsonText.quote(by.policyId(), out);
    out.append(",\"statement\":").append(by.index());
    if (!by.sid().isEmpty()) {
      out.append(",\"sid\":");
      JsonText.quote(by.sid(), out);
    }
    out.append(",\"line\":").append(by.line());
  }

  /** Answers a case that cannot be read or decided. */
  public void malformed(@Nullable Node id, MalformedException refusal) {
    begin(id, "Malformed");
    String before = ",\"findings\":[";
    for (MalformedException.Fault fault : refusal.faults()) {
      out.append(before).append('{');
      if (!fault.code().isEmpty()) {
        out.append("\"code\":\"").append(fault.code()).append("\",");
      }
      out.append("\"message\":");
      JsonText.quote(fault.problem(), out);
      out.append(",\"pointer\":");
      JsonText.quote(fault.place().pointer(), out);
      out.append(",\"line\":").append(fault.place().line());
      out.append(",\"column\":").append(fault.place().column()).append('}');
      before = ",";
    }
    out.append("]}\n");
  }

  private void begin(@Nullable Node id, String decision) {
    out.append('{');
    if (id != null) {
      out.append("\"id\":").append(id.json()).append(',');
    }
    out.append("\"decision\":\"").append(decision).append('"');
  }
}
