package io.ostiary.filter;

import static org.assertj.core.api.Assertions.assertThat;

import io.ostiary.policy.service.ErrorShape;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ErrorAnswerTest {

  @Test
  void speaksTheQueryProtocolWithTheServicesNamespace() throws IOException {
    RecordedAnswer answer = write(ErrorShape.QUERY, "sts", 403, "a < b & \"c\"");

    assertThat(answer.status).isEqualTo(403);
    assertThat(answer.headers)
        .containsEntry("Content-Type", "text/xml")
        .containsEntry("x-amzn-RequestId", "0123456789ABCDEF")
        .containsEntry("Cache-Control", "no-store");
    assertThat(answer.body())
        .isEqualTo(
            """
            <ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
              <Error>
                <Type>Sender</Type>
                <Code>AccessDenied</Code>
                <Message>a &lt; b &amp; &quot;c&quot;</Message>
              </Error>
              <RequestId>0123456789ABCDEF</RequestId>
            </ErrorResponse>
            """);
    assertThat(write(ErrorShape.QUERY, "iam", 500, "").body())
        .contains("xmlns=\"https://iam.amazonaws.com/doc/2010-05-08/\"", "<Type>Receiver</Type>");
    assertThat(write(ErrorShape.QUERY, "orders", 403, "").body()).startsWith("<ErrorResponse>");
  }

  @Test
  void speaksS3() throws IOException {
    RecordedAnswer answer = write(ErrorShape.S3, "s3", 403, "No.\u0000\ud800\u20ac");

    assertThat(answer.headers)
        .containsEntry("Content-Type", "application/xml")
        .containsEntry("x-amz-request-id", "0123456789ABCDEF");
    assertThat(answer.body())
        .contains(
            "<Error><Code>AccessDenied</Code><Message>No.??\u20ac</Message>"
                + "<RequestId>0123456789ABCDEF</RequestId></Error>");
  }

  @Test
  void speaksJson() throws IOException {
    RecordedAnswer answer = write(ErrorShape.JSON, "orders", 403, "No \"one\"");

    assertThat(answer.headers)
        .containsEntry("Content-Type", "application/json")
        .containsEntry("x-amzn-ErrorType", "AccessDenied")
        .containsEntry("x-amzn-RequestId", "0123456789ABCDEF");
    assertThat(answer.body())
        .contains("\"__type\":\"AccessDenied\"", "\"message\":\"No \\\"one\\\"\"");
  }

  @Test
  void explainsAProblem() throws IOException {
    RecordedAnswer answer = new RecordedAnswer();

    ErrorAnswer.write(
        answer.response(),
        ErrorShape.PROBLEM,
        "",
        new Refusal(401, "AccessDenied", "No.")
            .withHeader("WWW-Authenticate", "AWS4-HMAC-SHA256")
            .withMember("action", "orders:Read"),
        "0123456789ABCDEF");

    assertThat(answer.headers)
        .containsEntry("Content-Type", "application/problem+json")
        .containsEntry("WWW-Authenticate", "AWS4-HMAC-SHA256");
    assertThat(answer.body())
        .isEqualTo(
            "{\"type\":\"about:blank\",\"title\":\"AccessDenied\",\"status\":401,"
                + "\"detail\":\"No.\",\"requestId\":\"0123456789ABCDEF\","
                + "\"action\":\"orders:Read\"}");
  }

  @ParameterizedTest
  @EnumSource(ErrorShape.class)
  void saysHowLongItIs(ErrorShape shape) throws IOException {
    RecordedAnswer answer = write(shape, "s3", 403, "caf\u00e9");

    assertThat(answer.headers.get("Content-Length"))
        .isEqualTo(
            Integer.toString(
                answer.body().getBytes(java.nio.charset.StandardCharsets.UTF_8).length));
  }

  private static RecordedAnswer write(ErrorShape shape, String service, int status, String message)
      throws IOException {
    RecordedAnswer answer = new RecordedAnswer();
    ErrorAnswer.write(
        answer.response(), shape, service, status, "AccessDenied", message, "0123456789ABCDEF");
    return answer;
  }
}
