package io.ostiary.policy.decision;

import static io.ostiary.policy.condition.Explanation.show;
import static io.ostiary.policy.condition.Explanation.visible;

import io.ostiary.policy.decision.Change.AddStatement;
import io.ostiary.policy.decision.Decision.Allowed;
import io.ostiary.policy.decision.Decision.ExplicitlyDenied;
import io.ostiary.policy.decision.Decision.ImplicitlyDenied;
import io.ostiary.policy.decision.LayerTrace.Verdict;
import io.ostiary.policy.document.Effect;
import java.util.List;
import java.util.Locale;

/** Writes a trace as text, in lines that break at blanks. */
final class TraceText {
  private static final int WIDTH = 96;

  private final StringBuilder text = new StringBuilder(2048);

  private TraceText() {}

  static String of(DecisionTrace trace) {
    TraceText text = new TraceText();
    text.head(trace);
    trace.layers().forEach(text::layer);
    text.remedies(trace);
    return text.text.toString();
  }

  /** A statement as messages name it. */
  static String cited(DecisiveStatement statement, int level) {
    String sid = statement.sid().isEmpty() ? "" : " `" + statement.sid() + '`';
    String at = level > 0 ? " at level " + level : "";
    return "statement %s%s (line %s) of %s %s%s"
        .formatted(
            statement.index(),
            sid,
            statement.line(),
            DenialSentence.name(statement.type()),
            named(statement),
            at);
  }

  private static String named(DecisiveStatement statement) {
    String id = show(statement.policyId());
    return id.startsWith("`") ? id : '`' + id + '`';
  }

  private void head(DecisionTrace trace) {
    Decision decision = trace.decision();
    line(0, decision.getClass().getSimpleName() + ": " + because(decision));
    line(2, "principal " + show(trace.principal()));
    line(2, "action    " + show(trace.action()));
    line(2, "resource  " + show(trace.resource()));
    text.append('\n');
  }

  private static String because(Decision decision) {
    if (decision instanceof Allowed allowed) {
      DecisiveStatement by = allowed.by();
      return by == null ? "nothing needs to allow the root user" : "by " + cited(by, 0);
    }
    return decision instanceof ExplicitlyDenied denied
        ? "by " + cited(denied.by(), 0)
        : "no %s allows it".formatted(DenialSentence.name(((ImplicitlyDenied) decision).missing()));
  }

  private void layer(LayerTrace layer) {
    String level = layer.level() > 0 ? " at level " + layer.level() : "";
    String verdict = layer.verdict().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    String why = layer.why().isEmpty() ? "" : ": " + layer.why();
    line(0, DenialSentence.name(layer.type()) + level + ' ' + verdict + why);
    for (StatementTrace statement : layer.statements()) {
      statement(statement, layer.verdict() == Verdict.SILENT);
    }
  }

  private void statement(StatementTrace statement, boolean nearMiss) {
    String role =
        nearMiss ? "nearly allows: " : statement.effect() == Effect.DENY ? "denies: " : "allows: ";
    DecisiveStatement by = statement.statement();
    String sid = by.sid().isEmpty() ? "" : " `" + by.sid() + '`';
    line(
        2,
        "%sstatement %s%s (line %s) of %s".formatted(role, by.index(), sid, by.line(), named(by)));
    if (nearMiss) {
      matching(statement.elements());
    }
    for (ElementTrace element : statement.elements()) {
      if (!nearMiss || !element.matches()) {
        boolean condition = element.element().equals("Condition");
        line(4, (condition ? "" : element.element() + ": ") + element.reason());
        if (!element.advice().isEmpty()) {
          line(6, "hint: " + element.advice());
        }
      }
    }
  }

  /** Of a near miss it is enough to name what matches. */
  private void matching(List<ElementTrace> elements) {
    List<String> names =
        elements.stream()
            .filter(ElementTrace::matches)
            .map(ElementTrace::element)
            .filter(name -> !name.equals("Condition"))
            .map(name -> name.toLowerCase(Locale.ROOT))
            .toList();
    if (!names.isEmpty()) {
      int last = names.size() - 1;
      String all = String.join(", ", names.subList(0, last));
      line(4, last == 0 ? names.get(0) + " matches" : all + " and " + names.get(last) + " match");
    }
  }

  private void remedies(DecisionTrace trace) {
    if (trace.decision() instanceof Allowed) {
      return;
    }
    text.append('\n');
    if (!trace.remedies().isEmpty()) {
      line(0, "It would be allowed, if you");
    }
    boolean first = true;
    for (Remedy remedy : trace.remedies()) {
      remedy(remedy, first ? "" : "or ");
      first = false;
    }
    if (!trace.note().isEmpty()) {
      line(0, "Note: " + trace.note() + '.');
    }
  }

  private void remedy(Remedy remedy, String joint) {
    String lead = joint;
    for (Change change : remedy.changes()) {
      line(2, lead + change.words());
      if (change instanceof AddStatement addition) {
        addition
            .statement()
            .lines()
            .forEach(line -> text.append("      ").append(line).append('\n'));
      }
      lead = "and ";
    }
  }

  /** Breaks a line at blanks; what goes on is indented further. */
  private void line(int indent, String content) {
    int width = indent;
    text.append(" ".repeat(indent));
    boolean first = true;
    for (String word : visible(content).split(" ", -1)) {
      if (!first && width + 1 + word.length() > WIDTH) {
        text.append('\n').append(" ".repeat(indent + 4));
        width = indent + 4;
      } else if (!first) {
        text.append(' ');
        width++;
      }
      text.append(word);
      width += word.length();
      first = false;
    }
    text.append('\n');
  }
}
