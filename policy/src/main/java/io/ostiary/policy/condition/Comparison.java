package io.ostiary.policy.condition;

/** An order that a request's value, on the left, may have to a wanted value, on the right. */
enum Comparison {
  EQUAL {
    @Override
    boolean accepts(int sign) {
      return sign == 0;
    }
  },
  LESS {
    @Override
    boolean accepts(int sign) {
      return sign < 0;
    }
  },
  AT_MOST {
    @Override
    boolean accepts(int sign) {
      return sign <= 0;
    }
  },
  GREATER {
    @Override
    boolean accepts(int sign) {
      return sign > 0;
    }
  },
  AT_LEAST {
    @Override
    boolean accepts(int sign) {
      return sign >= 0;
    }
  };

  /** Says whether the outcome of {@code left.compareTo(right)} is of this order. */
  abstract boolean accepts(int sign);
}
