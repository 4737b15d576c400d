package io.ostiary.endpoint.sts;

import static org.assertj.core.api.Assertions.assertThat;

import io.ostiary.policy.service.Access;
import io.ostiary.policy.service.ServiceDefinition;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where an account is found as an issuer; what it shows there, `runtime` asks for over HTTP. */
class IssuerEndpointTest {
  @ParameterizedTest
  @ValueSource(strings = {"https://depot.example.com/app", "https://depot.example.com/app/"})
  void isBelowWhereClientsFindTheServer(String externalUrl) {
    assertThat(IssuerEndpoint.issuers(externalUrl).apply("111122223333"))
        .isEqualTo("https://depot.example.com/app/.ostiary/sts/111122223333");
  }

  @Test
  void isShownToAnybody() {
    ServiceDefinition definition = IssuerEndpoint.definition();
    assertThat(definition.routes())
        .hasSize(2)
        .allSatisfy(route -> assertThat(route.access()).isEqualTo(Set.of(Access.UNAUTHENTICATED)));
  }
}
