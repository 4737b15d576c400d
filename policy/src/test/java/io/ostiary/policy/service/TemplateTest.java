package io.ostiary.policy.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"/", "/a", "/a/", "/{Bucket}", "/{Bucket}/", "/{Bucket}/{Key*}", "/a.b~c/{X}/@d"})
  void aPathTemplateIsWrittenAsItWasRead(String text) {
    assertThat(PathTemplate.parse(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a",
        "//",
        "/a//b",
        "/.",
        "/a/..",
        "/%61",
        "/a*",
        "/{}",
        "/{A",
        "/x{A}",
        "/{A*}/b",
        "/{A*}/",
        "/{A}/{A}",
        "/ä",
        "/a;b",
        "/{1A}",
        "/a b",
        "/a?b"
      })
  void anUnclearPathTemplateIsRefusedWithARemedy(String text) {
    assertThatThrownBy(() -> PathTemplate.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("`");
  }

  @Test
  void valuesInAnArnAreData() {
    ArnTemplate template = ArnTemplate.parse("arn:${Partition}:s3:::${Bucket}/${Key}");

    assertThat(template.variables()).containsExactly("Bucket", "Key");
    assertThat(template.fill(name -> name.equals("Key") ? "*${aws:username}:?" : name))
        .isEqualTo("arn:Partition:s3:::Bucket/*${aws:username}:?");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "arn:aws:s3:::${Bucket}",
        "arn:${Partition}:s3:::*",
        "arn:${Partition}:s3:::a?",
        "arn:${Partition}:s3:::${Bucket",
        "arn:${Partition}:s3:::${}",
        "arn:${Partition}:s3::${Bucket}",
        "arn:${Partition}:s3:::",
        "arn:${Partition}:s3:${Bucket}::x",
        "arn:${Partition}:${Service}:::x",
        "s3:${Bucket}"
      })
  void anUnclearArnTemplateIsRefusedWithARemedy(String text) {
    assertThatThrownBy(() -> ArnTemplate.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("`" + text + "`");
  }

  @ParameterizedTest
  @CsvSource({
    "STRING,anything at all,true",
    "NUMERIC,12,true",
    "NUMERIC,-1.5,true",
    "NUMERIC,12a,false",
    "NUMERIC,1e3,false",
    "DATE,2026-11-21T10:00:00Z,true",
    "DATE,1700000000,true",
    "DATE,yesterday,false",
    "BOOL,True,true",
    "BOOL,yes,false",
    "BINARY,QUJD,true",
    "BINARY,QUJ,false",
    "IP_ADDRESS,10.0.0.1,true",
    "IP_ADDRESS,2001:db8::1,true",
    "IP_ADDRESS,localhost,false",
    "ARN,arn:aws:iam::aws:policy/A,true",
    "ARN,policy/A,false"
  })
  void aTypeAdmitsWhatHasItsForm(ValueType type, String value, boolean admitted) {
    assertThat(type.admits(value)).isEqualTo(admitted);
  }
}
