package io.ostiary.signature;

import java.util.List;

/** A few names of parameters, found ignoring case. */
final class ParameterNames {
  private final List<String> names;

  /** Of each name what tells it from nearly all others. */
  private final int[] marks;

  ParameterNames(List<String> names) {
    this.names = List.copyOf(names);
    this.marks = names.stream().mapToInt(name -> HeaderFields.mark(name)).toArray();
  }

  /** Where a name that is part of a text stands among these; -1 if it does not. */
  int place(String text, int from, int to) {
    int mark = HeaderFields.mark(text, from, to);
    for (int i = 0; i < marks.length; i++) {
      if (marks[i] == mark && text.regionMatches(true, from, names.get(i), 0, to - from)) {
        return i;
      }
    }
    return -1;
  }
}
