/* Made by gen from functions.txt: change that, and run go generate. */
#include <tensorflow/lite/c/c_api.h>
