package io.ostiary.benchmarks.report;

import io.ostiary.benchmarks.DecisionBenchmark;
import io.ostiary.benchmarks.HospitalBenchmark;
import io.ostiary.benchmarks.engine.Engine;
import java.util.List;

/** A benchmark that several engines answer. */
enum Contest {
  DECISION(DecisionBenchmark.class, "statements") {
    @Override
    List<Integer> sizes(Form form) {
      return form.sizes();
    }

    @Override
    int most(Engine engine) {
      return engine.mostStatements();
    }
  },
  HOSPITAL(HospitalBenchmark.class, "departments") {
    @Override
    List<Integer> sizes(Form form) {
      return form.hospitals();
    }

    @Override
    int most(Engine engine) {
      return engine.mostDepartments();
    }
  };

  private final Class<?> benchmark;
  private final String parameter;

  Contest(Class<?> benchmark, String parameter) {
    this.benchmark = benchmark;
    this.parameter = parameter;
  }

  Class<?> benchmark() {
    return benchmark;
  }

  /** What the size is a number of. */
  String parameter() {
    return parameter;
  }

  abstract List<Integer> sizes(Form form);

  /** The largest size that an engine takes. */
  abstract int most(Engine engine);

  Question question(String engine, int size) {
    return Question.of(benchmark).with("engine", engine).with(parameter, size);
  }
}
