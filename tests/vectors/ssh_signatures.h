/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which keys and signatures did OpenSSH 9.2 make? Of "the message", for the namespace "git", by
 * `ssh-keygen -Y sign`; those for security keys through tests/tools/sk_provider.c.
 */
#ifndef TESTS_SSH_SIGNATURES_H
#define TESTS_SSH_SIGNATURES_H

#define SIGNED_MESSAGE "the message"

struct signed_by {
	const char *name;        /* ssh-keygen -t, -b */
	const char *key;         /* as in a .pub file, without the comment */
	const char *fingerprint; /* ssh-keygen -lf */
	const char *signature;
};

static const struct signed_by signed_by[] = {
	{"ed25519",
	 "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIImBXXtr338zgXrSbuNFeQm+x8O2nVjqZu"
	 "i9B/+qX8yx",
	 "SHA256:XDRWOPQGbVUjIWLVV/jw6K9O5UdizeSWUqOdPlcM47k",
	 "-----BEGIN SSH SIGNATURE-----\n"
	 "U1NIU0lHAAAAAQAAADMAAAALc3NoLWVkMjU1MTkAAAAgiYFde2vffzOBetJu40V5Cb7Hw7"
	 "\n"
	 "adWOpm6L0H/6pfzLEAAAADZ2l0AAAAAAAAAAZzaGE1MTIAAABTAAAAC3NzaC1lZDI1NTE5"
	 "\n"
	 "AAAAQDksWGtDNr3VmFr9Dq63h3PxFTckdJ2zUQXxaTx/0reqqZ4oYqNxx9Z0Pgty9a9G1z"
	 "\n"
	 "HDPGwj+5uduSqngds+Egk=\n"
	 "-----END SSH SIGNATURE-----\n"},
	{"ecdsa-256",
	 "ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAA"
	 "BBBHqLcYGZePYRw+agsX0iXhZOEsIv/4VpniBMM6BIkiq8hHa7xUyUDm43pJ1OTiZN+Dcb"
	 "4ozOsRAp6/nOkdWsRbA=",
	 "SHA256:66onCm8DGWLi3nU65E8X+eahMV8IaggDOg20zNNJoNg",
	 "-----BEGIN SSH SIGNATURE-----\n"
	 "U1NIU0lHAAAAAQAAAGgAAAATZWNkc2Etc2hhMi1uaXN0cDI1NgAAAAhuaXN0cDI1NgAAAE"
	 "\n"
	 "EEeotxgZl49hHD5qCxfSJeFk4Swi//hWmeIEwzoEiSKryEdrvFTJQObjeknU5OJk34Nxvi"
	 "\n"
	 "jM6xECnr+c6R1axFsAAAAANnaXQAAAAAAAAABnNoYTUxMgAAAGQAAAATZWNkc2Etc2hhMi"
	 "\n"
	 "1uaXN0cDI1NgAAAEkAAAAhAMrpGiOBP3HRdb9Pkl6aQEYlwug6ttbPI1I/k7YszUc/AAAA"
	 "\n"
	 "IEEv9JzzlT+n6RvpIIppaIHz8sJ5ux3aLulXR7awynVk\n"
	 "-----END SSH SIGNATURE-----\n"},
	{"ecdsa-384",
	 "ecdsa-sha2-nistp384 AAAAE2VjZHNhLXNoYTItbmlzdHAzODQAAAAIbmlzdHAzODQAAA"
	 "BhBH9LAGJeXPZlXwYzkiZx+KxrzCuRULbjK0xrOaZj2CkbfGtmQ/RezSsihER0GOSyUV37"
	 "qVbtW6jLykBUb9/GwPhxGLih46yE/ec3y0LaAn+omi8wdf1yzWnGDN4+LwIUpg==",
	 "SHA256:zLAZ2rw+YMoWesGft7XkasSCrSXaSOYxqcjrcqyNYIo",
	 "-----BEGIN SSH SIGNATURE-----\n"
	 "U1NIU0lHAAAAAQAAAIgAAAATZWNkc2Etc2hhMi1uaXN0cDM4NAAAAAhuaXN0cDM4NAAAAG"
	 "\n"
	 "EEf0sAYl5c9mVfBjOSJnH4rGvMK5FQtuMrTGs5pmPYKRt8a2ZD9F7NKyKERHQY5LJRXfup"
	 "\n"
	 "Vu1bqMvKQFRv38bA+HEYuKHjrIT95zfLQtoCf6iaLzB1/XLNacYM3j4vAhSmAAAAA2dpdA"
	 "\n"
	 "AAAAAAAAAGc2hhNTEyAAAAhQAAABNlY2RzYS1zaGEyLW5pc3RwMzg0AAAAagAAADEAiGAJ"
	 "\n"
	 "uppcsHzXrtwMBROfxmJXCw4+4diIxIcGcaBFx9M4qg1NTJ+j/YcU1w8bD99zAAAAMQCYjP"
	 "\n"
	 "OggjNQoC/w+xSwr+mopHg6J1BQhnaz66FZ0DAtLvQU+qFHvd6sE0KqN41YGp4=\n"
	 "-----END SSH SIGNATURE-----\n"},
	{"ecdsa-521",
	 "ecdsa-sha2-nistp521 AAAAE2VjZHNhLXNoYTItbmlzdHA1MjEAAAAIbmlzdHA1MjEAAA"
	 "CFBAFBtLWNzuRQEZjYcLLGbB5wefiJ6OlCWVA3cc1px3wTC1lLqlntODiP+zJ9XNePOAdA"
	 "57gGzOh1cBguiX9Tl3wEHADJdeuHUmEPGWP1Qp+ZUpI11p/unNPyOWf65cP1Q1a7g6qpJA"
	 "hlsk3xIRGEzBXRIeWaIHBOGOwpZvhgK5NcNf8rKQ==",
	 "SHA256:MIoK7E2TqIuoGHKxJyh+iAhsLMVBpZl3ylG9AGQh3AE",
	 "-----BEGIN SSH SIGNATURE-----\n"
	 "U1NIU0lHAAAAAQAAAKwAAAATZWNkc2Etc2hhMi1uaXN0cDUyMQAAAAhuaXN0cDUyMQAAAI"
	 "\n"
	 "UEAUG0tY3O5FARmNhwssZsHnB5+Ino6UJZUDdxzWnHfBMLWUuqWe04OI/7Mn1c1484B0Dn"
	 "\n"
	 "uAbM6HVwGC6Jf1OXfAQcAMl164dSYQ8ZY/VCn5lSkjXWn+6c0/I5Z/rlw/VDVruDqqkkCG"
	 "\n"
	 "WyTfEhEYTMFdEh5ZogcE4Y7Clm+GArk1w1/yspAAAAA2dpdAAAAAAAAAAGc2hhNTEyAAAA"
	 "\n"
	 "pwAAABNlY2RzYS1zaGEyLW5pc3RwNTIxAAAAjAAAAEIBVyDlRlPNpgCznyIiYxpv9BLwh0"
	 "\n"
	 "RKXS6wobU0+JtKmcS/OQwqLo8nBHdG3hz5EKyahRkgp34wxKKZIXrSWPCvqaoAAABCAVA0"
	 "\n"
	 "sSx56fa+DU7P8g4seidrRSPyOWaVC+V3I6gJlhRQOhzNX7nNEN8sytiIgCnysg5QeCE0u5"
	 "\n"
	 "vvFYQpEBGMMF1M\n"
	 "-----END SSH SIGNATURE-----\n"},
	{"rsa-2048",
	 "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQDTGfhgbJe5HbxOI6WgmM6nkqlkK2+C2Y"
	 "A0PTKoiOv8P+blWJelW607Ly1pp0dzYHxvwDsCmk1fWL0B8IryyFNQWQaiNU01UDr0xjKY"
	 "V586upkYhG8sfPcVJGcCPoysWJmnBXW86gyrNtd/7dNpTdwiX9WPqsX/J9ihiTeJFGi2T7"
	 "s0F6ro4gGNSugHNbSZvA0JCdndnHEcfxrGcZJkkPU5nQByQYuuXlDeh1B8P7DTegHJOiw2"
	 "eQTpvo/V0E378F7GUaPL+1kHdE0UIhh0M3ivrWbt/v7nPcg2EdMTV/f3dwIq0ChbgWClZT"
	 "clILwnPa1vnFGtnNec8ztABLLTgNr1",
	 "SHA256:OeQBHKuZWab4xqg3U/DY+2icoMgLe6f/u8nTJBlQ9YE",
	 "-----BEGIN SSH SIGNATURE-----\n"
	 "U1NIU0lHAAAAAQAAARcAAAAHc3NoLXJzYQAAAAMBAAEAAAEBANMZ+GBsl7kdvE4jpaCYzq"
	 "\n"
	 "eSqWQrb4LZgDQ9MqiI6/w/5uVYl6VbrTsvLWmnR3NgfG/AOwKaTV9YvQHwivLIU1BZBqI1"
	 "\n"
	 "TTVQOvTGMphXnzq6mRiEbyx89xUkZwI+jKxYmacFdbzqDKs213/t02lN3CJf1Y+qxf8n2K"
	 "\n"
	 "GJN4kUaLZPuzQXqujiAY1K6Ac1tJm8DQkJ2d2ccRx/GsZxkmSQ9TmdAHJBi65eUN6HUHw/"
	 "\n"
	 "sNN6Ack6LDZ5BOm+j9XQTfvwXsZRo8v7WQd0TRQiGHQzeK+tZu3+/uc9yDYR0xNX9/d3Ai"
	 "\n"
	 "rQKFuBYKVlNyUgvCc9rW+cUa2c15zzO0AEstOA2vUAAAADZ2l0AAAAAAAAAAZzaGE1MTIA"
	 "\n"
	 "AAEUAAAADHJzYS1zaGEyLTUxMgAAAQA82CgRIuEVuPc7ufKV6n0Cpc43nswqf/sTVDd6F3"
	 "\n"
	 "4vGwFoM8c80P3giZEU5zZhwAyhe1R1Wi8AIOVBsNqwjrsxm1LWI/811yPpWXauRu6WPrf5"
	 "\n"
	 "pMgSK+mR074m61l9IYVXe8aywmIUCeXWLFIQIQ4ciZcyw7r8CEuUVBZ1fbUFdk73quFh46"
	 "\n"
	 "IwVxfkC3fWQxu0iny64VsDWHLUEher9veqUn04mVdVioUihA3R5iGCTL9CARnDTQVj7eT3"
	 "\n"
	 "TNxoB5R4E4Ulhvz+VQ1eT0lP4mMDcS3dVfhZR3Hl5MKKvxMD4uP8IiaaVEedA2/A4HWoN8"
	 "\n"
	 "FfCpiixrnddwKFnrrPP7y3\n"
	 "-----END SSH SIGNATURE-----\n"},
	{"ed25519-sk",
	 "sk-ssh-ed25519@openssh.com AAAAGnNrLXNzaC1lZDI1NTE5QG9wZW5zc2guY29tAAA"
	 "AINasbeLyU3kzeQRAbSLFK+vOMCo893lSUFD6Vi7yns85AAAABHNzaDo=",
	 "SHA256:KmD1hgQ2638txIl4Mo8ojVEgQ/RNnBO4GUdRfeR1TcE",
	 "-----BEGIN SSH SIGNATURE-----\n"
	 "U1NIU0lHAAAAAQAAAEoAAAAac2stc3NoLWVkMjU1MTlAb3BlbnNzaC5jb20AAAAg1qxt4v"
	 "\n"
	 "JTeTN5BEBtIsUr684wKjz3eVJQUPpWLvKezzkAAAAEc3NoOgAAAANnaXQAAAAAAAAABnNo"
	 "\n"
	 "YTUxMgAAAGcAAAAac2stc3NoLWVkMjU1MTlAb3BlbnNzaC5jb20AAABAyyk9G67S/VcDSs"
	 "\n"
	 "UOGYL6+r83AqX0VPqEDMwLLx7krTs35QQ+rHRNwNjkQv74idYG43blgFs6u3JH444wvpME"
	 "\n"
	 "CgFrAjBV\n"
	 "-----END SSH SIGNATURE-----\n"},
	{"ecdsa-sk",
	 "sk-ecdsa-sha2-nistp256@openssh.com AAAAInNrLWVjZHNhLXNoYTItbmlzdHAyNTZ"
	 "Ab3BlbnNzaC5jb20AAAAIbmlzdHAyNTYAAABBBFVn45iNzYPV8fkE9/lCJ67CV+iCpQpia"
	 "fqMwfHvbz2Ykukg2Q5JnPME7qa0AwuXHvn+5KoMoTnpQSE1WMdPbyoAAAAEc3NoOg==",
	 "SHA256:I+6qJnO6X2Aw6GP1YxRbQ1SL1OWvo9/kW//ND/uL6X4",
	 "-----BEGIN SSH SIGNATURE-----\n"
	 "U1NIU0lHAAAAAQAAAH8AAAAic2stZWNkc2Etc2hhMi1uaXN0cDI1NkBvcGVuc3NoLmNvbQ"
	 "\n"
	 "AAAAhuaXN0cDI1NgAAAEEEVWfjmI3Ng9Xx+QT3+UInrsJX6IKlCmJp+ozB8e9vPZiS6SDZ"
	 "\n"
	 "Dkmc8wTuprQDC5ce+f7kqgyhOelBITVYx09vKgAAAARzc2g6AAAAA2dpdAAAAAAAAAAGc2"
	 "\n"
	 "hhNTEyAAAAeAAAACJzay1lY2RzYS1zaGEyLW5pc3RwMjU2QG9wZW5zc2guY29tAAAASQAA"
	 "\n"
	 "ACBzpC9R0wI2esgmPANMcH0ZYJHY1euSqS8wv5Zo9Cj/DAAAACEAj7C5pQL9Hpd5woAP0N"
	 "\n"
	 "gET0wGWY5jsN0BnWoKeIT9Hj8BawIwVQ==\n"
	 "-----END SSH SIGNATURE-----\n"},
};

enum { SIGNED_BY_COUNT = sizeof(signed_by) / sizeof(signed_by[0]) };

/* By the first key, with -O hashalg=sha256. */
static const char signed_with_sha256[] =
	"-----BEGIN SSH SIGNATURE-----\n"
	"U1NIU0lHAAAAAQAAADMAAAALc3NoLWVkMjU1MTkAAAAgiYFde2vffzOBetJu40V5Cb7Hw7"
	"\n"
	"adWOpm6L0H/6pfzLEAAAADZ2l0AAAAAAAAAAZzaGEyNTYAAABTAAAAC3NzaC1lZDI1NTE5"
	"\n"
	"AAAAQOCoD71nkMZActiVdbAdrsCz0mVEMaMkAZswQBa2zDZZQv3YD+OZHNisMrgNSC1VWa"
	"\n"
	"5y/UOz56phUGnSXFDUsw8=\n"
	"-----END SSH SIGNATURE-----\n";

/* By the Ed25519 security key, untouched. */
static const char signed_untouched[] =
	"-----BEGIN SSH SIGNATURE-----\n"
	"U1NIU0lHAAAAAQAAAEoAAAAac2stc3NoLWVkMjU1MTlAb3BlbnNzaC5jb20AAAAg1qxt4v"
	"\n"
	"JTeTN5BEBtIsUr684wKjz3eVJQUPpWLvKezzkAAAAEc3NoOgAAAANnaXQAAAAAAAAABnNo"
	"\n"
	"YTUxMgAAAGcAAAAac2stc3NoLWVkMjU1MTlAb3BlbnNzaC5jb20AAABAPP/DHpSZ3wndVR"
	"\n"
	"FxoQJhkOnVdzS3BbS8LNBv/KbpC5bBKZS6koWHcnj4CZGkQhysEB7h0i4d3Rd7LIPUmTAg"
	"\n"
	"AABrAjBV\n"
	"-----END SSH SIGNATURE-----\n";

/* By the RSA key with rsa-sha2-256, through openssl. */
static const char signed_with_rsa_sha2_256[] =
	"-----BEGIN SSH SIGNATURE-----\n"
	"U1NIU0lHAAAAAQAAARcAAAAHc3NoLXJzYQAAAAMBAAEAAAEBANMZ+GBsl7kdvE4jpaCYzq"
	"\n"
	"eSqWQrb4LZgDQ9MqiI6/w/5uVYl6VbrTsvLWmnR3NgfG/AOwKaTV9YvQHwivLIU1BZBqI1"
	"\n"
	"TTVQOvTGMphXnzq6mRiEbyx89xUkZwI+jKxYmacFdbzqDKs213/t02lN3CJf1Y+qxf8n2K"
	"\n"
	"GJN4kUaLZPuzQXqujiAY1K6Ac1tJm8DQkJ2d2ccRx/GsZxkmSQ9TmdAHJBi65eUN6HUHw/"
	"\n"
	"sNN6Ack6LDZ5BOm+j9XQTfvwXsZRo8v7WQd0TRQiGHQzeK+tZu3+/uc9yDYR0xNX9/d3Ai"
	"\n"
	"rQKFuBYKVlNyUgvCc9rW+cUa2c15zzO0AEstOA2vUAAAADZ2l0AAAAAAAAAAZzaGE1MTIA"
	"\n"
	"AAEUAAAADHJzYS1zaGEyLTI1NgAAAQAFtuFs1eQmUR005pPNCyz6jxCzp1UHMoElvNAN9G"
	"\n"
	"ZcpX26Z4DFn0YEwTko2wgkWzLDe/i/2vTOlQDx0gsneZNbJZBDElYaRXiVTi9pUO2JO7Ss"
	"\n"
	"I3LD/YiLEXx9Z99de/SXpUZOBkReQWwQH3Qc7CAnCEOyXHtDpzTQs4dDaSUAzuZD0S4e3m"
	"\n"
	"S97a+it7danrK3NYYcBLU+me9POokn+vYN3Esz8ZgbtHB2kN79mmdYCQU8T0rV/F3YVmn0"
	"\n"
	"HOcZQwIQH3scjpDnk/r+kyUZ5SofiyLYrMXI3dCRZLk1vwp3KyQJL71DFSvDu0YFVC6RV5"
	"\n"
	"3y8/Frp+ZoGHqcFeOeAd7c\n"
	"-----END SSH SIGNATURE-----\n";

/* By the RSA key with ssh-rsa, that is SHA-1, through openssl. */
static const char signed_with_sha1[] =
	"-----BEGIN SSH SIGNATURE-----\n"
	"U1NIU0lHAAAAAQAAARcAAAAHc3NoLXJzYQAAAAMBAAEAAAEBANMZ+GBsl7kdvE4jpaCYzq"
	"\n"
	"eSqWQrb4LZgDQ9MqiI6/w/5uVYl6VbrTsvLWmnR3NgfG/AOwKaTV9YvQHwivLIU1BZBqI1"
	"\n"
	"TTVQOvTGMphXnzq6mRiEbyx89xUkZwI+jKxYmacFdbzqDKs213/t02lN3CJf1Y+qxf8n2K"
	"\n"
	"GJN4kUaLZPuzQXqujiAY1K6Ac1tJm8DQkJ2d2ccRx/GsZxkmSQ9TmdAHJBi65eUN6HUHw/"
	"\n"
	"sNN6Ack6LDZ5BOm+j9XQTfvwXsZRo8v7WQd0TRQiGHQzeK+tZu3+/uc9yDYR0xNX9/d3Ai"
	"\n"
	"rQKFuBYKVlNyUgvCc9rW+cUa2c15zzO0AEstOA2vUAAAADZ2l0AAAAAAAAAAZzaGE1MTIA"
	"\n"
	"AAEPAAAAB3NzaC1yc2EAAAEAi86CFINWVbqfCvUWsadEHrs1BJxxVjCeFMIFZXcZgo8UBs"
	"\n"
	"jkMzhilImY12buWr9HBwhC3BBoMnBICgnYtnkdH2n5iE8LpoEzdhoSWAF8XCAk4t9xKiwo"
	"\n"
	"OixTfOfjvU7de2AvRgsAKA+mzJJnY1LX0En5SjDz0pc1wl6eUhWiuQ/Etr667W84Ihr6W5"
	"\n"
	"M+otmG5ZgSZ7lyDi+XTqGsPQrWXc0nYCwWcE01pcNPaIQPoculp6XhgS+ULTEQyhQvLzTK"
	"\n"
	"qn4lSqCpEH2H0pEthC5YXLJv3WViuQHDdBRS/vgaOzKIMOGG7DvwFO8t9IM3heBPyv0WLo"
	"\n"
	"e7MQUuESu1uEjhCA==\n"
	"-----END SSH SIGNATURE-----\n";

/* By the RSA key over SHA-256, but says rsa-sha2-512. */
static const char signed_mixed[] =
	"-----BEGIN SSH SIGNATURE-----\n"
	"U1NIU0lHAAAAAQAAARcAAAAHc3NoLXJzYQAAAAMBAAEAAAEBANMZ+GBsl7kdvE4jpaCYzq"
	"\n"
	"eSqWQrb4LZgDQ9MqiI6/w/5uVYl6VbrTsvLWmnR3NgfG/AOwKaTV9YvQHwivLIU1BZBqI1"
	"\n"
	"TTVQOvTGMphXnzq6mRiEbyx89xUkZwI+jKxYmacFdbzqDKs213/t02lN3CJf1Y+qxf8n2K"
	"\n"
	"GJN4kUaLZPuzQXqujiAY1K6Ac1tJm8DQkJ2d2ccRx/GsZxkmSQ9TmdAHJBi65eUN6HUHw/"
	"\n"
	"sNN6Ack6LDZ5BOm+j9XQTfvwXsZRo8v7WQd0TRQiGHQzeK+tZu3+/uc9yDYR0xNX9/d3Ai"
	"\n"
	"rQKFuBYKVlNyUgvCc9rW+cUa2c15zzO0AEstOA2vUAAAADZ2l0AAAAAAAAAAZzaGE1MTIA"
	"\n"
	"AAEUAAAADHJzYS1zaGEyLTUxMgAAAQAFtuFs1eQmUR005pPNCyz6jxCzp1UHMoElvNAN9G"
	"\n"
	"ZcpX26Z4DFn0YEwTko2wgkWzLDe/i/2vTOlQDx0gsneZNbJZBDElYaRXiVTi9pUO2JO7Ss"
	"\n"
	"I3LD/YiLEXx9Z99de/SXpUZOBkReQWwQH3Qc7CAnCEOyXHtDpzTQs4dDaSUAzuZD0S4e3m"
	"\n"
	"S97a+it7danrK3NYYcBLU+me9POokn+vYN3Esz8ZgbtHB2kN79mmdYCQU8T0rV/F3YVmn0"
	"\n"
	"HOcZQwIQH3scjpDnk/r+kyUZ5SofiyLYrMXI3dCRZLk1vwp3KyQJL71DFSvDu0YFVC6RV5"
	"\n"
	"3y8/Frp+ZoGHqcFeOeAd7c\n"
	"-----END SSH SIGNATURE-----\n";

/* By an RSA key of 1024 bits. */
static const char signed_with_rsa_1024[] =
	"-----BEGIN SSH SIGNATURE-----\n"
	"U1NIU0lHAAAAAQAAAJcAAAAHc3NoLXJzYQAAAAMBAAEAAACBAM+jViaPXYT+iWl1JyZMTO"
	"\n"
	"NHeycOjiyfV8hm45HcVWPPEE9C6nclM5hKeIHstsuVmaPyXiqM7a2BQedCLgfgCssLS2iW"
	"\n"
	"pnDtUJtOSkrxdQ7SooxbVQzvzyLYUabg8GG8QScSCLZ4xuj3bFvTe+EXmU9+GARvXAjcV7"
	"\n"
	"MLAyCjVpinAAAAA2dpdAAAAAAAAAAGc2hhNTEyAAAAlAAAAAxyc2Etc2hhMi01MTIAAACA"
	"\n"
	"pEX1bZmeQfKsPZUCPGCy+bso8hPBep4YygPT52n9OY9ikkYZ/ojTFEGRXx8n40qvxKR6Vm"
	"\n"
	"7rYWzLOsWM6FIXP7+rxWSUCNKY+RdDGBjelz7opC5JV4W4sC0tu4gfbXy7pOODMfJRSEDD"
	"\n"
	"j1SRCy2bSbuPcdnOfk53gBQFQ4o54pw=\n"
	"-----END SSH SIGNATURE-----\n";

/* An RSA key of 1024 bits. */
static const char key_rsa_1024[] =
	"ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAAAgQDPo1Ymj12E/olpdScmTEzjR3snDo4sn1"
	"fIZuOR3FVjzxBPQup3JTOYSniB7LbLlZmj8l4qjO2tgUHnQi4H4ArLC0tolqZw7VCbTkpK"
	"8XUO0qKMW1UM788i2FGm4PBhvEEnEgi2eMbo92xb03vhF5lPfhgEb1wI3FezCwMgo1aYpw"
	"==";

/* A DSA key. */
static const char key_dsa[] =
	"ssh-dss AAAAB3NzaC1kc3MAAACBAPrxYC9FZqP6NhNnpwg914xtDRgECeNZLkEoXEAUbc"
	"iG93NWFkxHz7oiQwB2dqZ7BPPMkHYp5QYtZSwTKeJsPbyKB9RwD+3bAIGQFuFVjv7IEP+Z"
	"tWFNJP17t5Yu4TY6zxMU+PqIgYL2g23xRumTmOWSU3VESkXvH8wzrKobPO5NAAAAFQCyC+"
	"lT8lrnPZfEwUn11IMuDF8kdwAAAIEAyOo7xzfgkaozYGB82gy0xoWDKPPOHgORR/KkxlI4"
	"F4ToiQg3tDgFZ7w496R1UdAKsjPcAJP8hQXfi82Zwf087oe/e2JqNHQL87g0Yrnww+xPHf"
	"0W3iZNEhFL6Q0y6rYWRkbO5/+Mx56c3ius2z50fB5HRTd6OjrZwejmAEA6sfIAAACBANAh"
	"g8PhDqBQp3Qt7cO0oDzT4hluneQAwE4L4nTrGtouUR/vCFS1bvkuMTg+LXawFxiIwHbD/i"
	"oDttSpf2h7aQn1kYJjBTDvx+f66IasMpbHfDXovKT7cUvcyEzD6Ak+2tOm8Xna1D4v0nIU"
	"EZZ5zxj/eORMXI35jf860X6VtA0A";

/* A certificate of the first key. */
static const char key_certificate[] =
	"ssh-ed25519-cert-v01@openssh.com AAAAIHNzaC1lZDI1NTE5LWNlcnQtdjAxQG9wZ"
	"W5zc2guY29tAAAAIMs55tPUpA52r3KT+oeclZlQdl8Q56j2JRowEMj7kCsZAAAAIImBXXt"
	"r338zgXrSbuNFeQm+x8O2nVjqZui9B/+qX8yxAAAAAAAAAAAAAAABAAAABHRlc3QAAAAJA"
	"AAABWFsaWNlAAAAAAAAAAD//////////wAAAAAAAACCAAAAFXBlcm1pdC1YMTEtZm9yd2F"
	"yZGluZwAAAAAAAAAXcGVybWl0LWFnZW50LWZvcndhcmRpbmcAAAAAAAAAFnBlcm1pdC1wb"
	"3J0LWZvcndhcmRpbmcAAAAAAAAACnBlcm1pdC1wdHkAAAAAAAAADnBlcm1pdC11c2VyLXJ"
	"jAAAAAAAAAAAAAABoAAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABBB"
	"HqLcYGZePYRw+agsX0iXhZOEsIv/4VpniBMM6BIkiq8hHa7xUyUDm43pJ1OTiZN+Dcb4oz"
	"OsRAp6/nOkdWsRbAAAABkAAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAABJAAAAIQCiLKfYz"
	"Gs9KeHyXpRFtZUb9XVNtlVbkj89raU7mhlzOgAAACBlEhvBIHj7O55zJJ5KMDElD51tXrA"
	"3gODaUUPWvl2ucg==";

#endif
