package io.ostiary.policy.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ostiary.policy.request.RequestContext.Values;
import java.util.List;
import org.junit.jupiter.api.Test;

class RequestContextTest {
  private final RequestContext callers =
      RequestContext.builder()
          .one("aws:username", "lucy")
          .many("aws:PrincipalOrgPaths", List.of("o/r/", "o/s/"))
          .build();

  @Test
  void keysOnTopOfOthersTakeTheirPlace() {
    RequestContext top =
        RequestContext.over(callers).one("AWS:UserName", "max").one("aws:SourceIp", "::1").build();

    assertThat(top.one("aws:username")).isEqualTo("max");
    assertThat(top.one("aws:sourceip")).isEqualTo("::1");
    assertThat(top.one("aws:principalorgpaths")).as("it has several values").isNull();
    assertThat(top.get("aws:principalorgpaths"))
        .isEqualTo(new Values(List.of("o/r/", "o/s/"), true));
    assertThat(top.get("aws:referer")).isNull();
    assertThat(callers.one("aws:username")).isEqualTo("lucy");
    assertThat(callers.one("aws:sourceip")).isNull();
  }

  @Test
  void aMapHasEachKeyOnceAsItIsFound() {
    RequestContext top = RequestContext.over(callers).one("aws:username", "max").build();

    assertThat(top.more().one("s3:prefix", "a").build().asMap())
        .containsOnlyKeys("aws:username", "aws:principalorgpaths", "s3:prefix")
        .containsEntry("aws:username", new Values(List.of("max"), false));
  }

  @Test
  void moreKeysAreRefusedThatAreThereAlreadyHoweverDeep() {
    RequestContext top = RequestContext.over(callers).one("aws:SourceIp", "::1").build();

    for (String there : List.of("aws:sourceip", "AWS:USERNAME", "aws:PrincipalOrgPaths")) {
      assertThatThrownBy(() -> top.more().one(there, "x"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(there);
    }
  }

  @Test
  void whatIsSetLaterIsNotInWhatWasBuilt() {
    RequestContext.Builder builder = callers.more();
    for (int i = 0; i < 40; i++) {
      RequestContext before = builder.build();
      builder.one("key:" + i, Integer.toString(i));

      assertThat(before.one("key:" + i)).isNull();
      assertThat(before.asMap()).hasSize(2 + i);
      assertThat(builder.build().one("key:" + i)).isEqualTo(Integer.toString(i));
      assertThat(builder.build().one("aws:username")).isEqualTo("lucy");
    }
  }
}
