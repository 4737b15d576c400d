package io.ostiary.benchmarks.workload;

import static io.ostiary.benchmarks.workload.Vocabulary.ACCOUNT;
import static io.ostiary.benchmarks.workload.Vocabulary.any;
import static io.ostiary.benchmarks.workload.Vocabulary.bucket;
import static io.ostiary.benchmarks.workload.Vocabulary.docsAction;
import static io.ostiary.benchmarks.workload.Vocabulary.document;
import static io.ostiary.benchmarks.workload.Vocabulary.job;
import static io.ostiary.benchmarks.workload.Vocabulary.project;
import static io.ostiary.benchmarks.workload.Vocabulary.queueAction;
import static io.ostiary.benchmarks.workload.Vocabulary.s3Action;
import static io.ostiary.benchmarks.workload.Vocabulary.team;

import java.util.List;
import java.util.Random;

/** What a statement names, hence where an index may find it. */
public enum Shape {
  /** One or two actions on one whole ARN. */
  EXACT(35) {
    @Override
    Named name(Random random, int thing) {
      List<String> actions =
          random.nextBoolean()
              ? List.of(docsAction(random))
              : List.of(docsAction(random), docsAction(random));
      return new Named(actions, List.of(document(thing)), List.of());
    }
  },
  /** A bucket's objects: an ARN that ends in {@code *}. */
  PREFIX(30) {
    @Override
    Named name(Random random, int thing) {
      String action = any(List.of("s3:Get*", "s3:Put*", "s3:*", s3Action(random)), random);
      return new Named(List.of(action), List.of(bucket(thing) + "/*"), List.of());
    }
  },
  /** An ARN with {@code *} for its region and in the middle of its last part. */
  MIDDLE(14) {
    @Override
    Named name(Random random, int thing) {
      String resource = "arn:aws:queue:*:" + ACCOUNT + ':' + team(thing) + "/*/jobs";
      return new Named(List.of(queueAction(random), "queue:Send*"), List.of(resource), List.of());
    }
  },
  /** Several actions on several resources of two services. */
  LIST(10) {
    @Override
    Named name(Random random, int thing) {
      return new Named(
          List.of("docs:Get*", "docs:List*", s3Action(random)),
          List.of(document(thing), document(thing + 1), bucket(thing) + "/reports/*"),
          List.of());
    }
  },
  /** An action of its own on any resource. */
  ACTION(5) {
    @Override
    Named name(Random random, int thing) {
      return new Named(List.of(job(thing)), List.of("*"), List.of());
    }
  },
  /** Any resource that carries a certain tag. */
  VALUE(5) {
    @Override
    Named name(Random random, int thing) {
      GeneratedCondition tag =
          GeneratedCondition.of("StringEquals", "aws:ResourceTag/project", project(thing));
      return new Named(List.of("docs:*"), List.of("*"), List.of(tag));
    }
  },
  /** About everything, or a whole service: no index can rule it out. */
  BROAD(1) {
    @Override
    Named name(Random random, int thing) {
      throw new UnsupportedOperationException("taken from the list in StatementGenerator");
    }
  };

  /** What a statement says beside its effect. */
  record Named(List<String> actions, List<String> resources, List<GeneratedCondition> conditions) {}

  private final int percent;

  Shape(int percent) {
    this.percent = percent;
  }

  /** How many of a hundred statements have this shape. */
  public int percent() {
    return percent;
  }

  /** The shape of the statement at a place of a list, so that the shares hold in each list. */
  static Shape at(int place, int size) {
    int rank = (int) (100L * place / size);
    for (Shape shape : values()) {
      rank -= shape.percent;
      if (rank < 0) {
        return shape;
      }
    }
    throw new IllegalStateException("the shapes' shares do not make 100");
  }

  abstract Named name(Random random, int thing);
}
