/* A libcuda.so.1 for machines without a card: what the driver of CUDA is asked for, OpenCL does, with the OpenCL text of
   the same kernels (SOURCE, a file's path). It is strict where a card would go wrong silently: a thread needs a context,
   a read needs a finished stream, an argument has the size that the PTX says, a graph's nodes are its own.

   cc -shared -fPIC -DSOURCE='"kernels.cl"' -DBYTES=268435456 cuda_stand_in.c -l:libOpenCL.so.1 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifdef WITH_CUDA_H /* then the compiler compares these functions with NVIDIA's own header */
#define CUDA_API_PER_THREAD_DEFAULT_STREAM_OFF
#include <cuda.h>
#undef cuGraphAddKernelNode
#undef cuGraphExecKernelNodeSetParams
typedef CUDA_KERNEL_NODE_PARAMS_v1 Launch;
#else
typedef int CUresult, CUdevice, CUdevice_attribute;
typedef struct CUctx_st *CUcontext;
typedef struct CUmod_st *CUmodule;
typedef struct CUfunc_st *CUfunction;
typedef struct CUstream_st *CUstream;
typedef struct CUgraph_st *CUgraph;
typedef struct CUgraphNode_st *CUgraphNode;
typedef struct CUgraphExec_st *CUgraphExec;
typedef unsigned long long CUdeviceptr;
typedef struct {
  CUfunction func;
  unsigned int gridDimX, gridDimY, gridDimZ, blockDimX, blockDimY, blockDimZ, sharedMemBytes;
  void **kernelParams, **extra;
} Launch;
enum { CUDA_SUCCESS, CUDA_ERROR_INVALID_VALUE, CUDA_ERROR_OUT_OF_MEMORY, CUDA_ERROR_INVALID_CONTEXT = 201,
       CUDA_ERROR_NOT_FOUND = 500, CUDA_ERROR_NOT_READY = 600, CUDA_ERROR_UNKNOWN = 999 };
enum { CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MAJOR = 75, CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MINOR = 76 };
#endif

/* OpenCL, as far as it is used. */
typedef void *Handle;
extern int clGetPlatformIDs(unsigned, Handle *, unsigned *);
extern int clGetDeviceIDs(Handle, uint64_t, unsigned, Handle *, unsigned *);
extern Handle clCreateContext(const void *, unsigned, const Handle *, void *, void *, int *);
extern Handle clCreateCommandQueue(Handle, Handle, uint64_t, int *);
extern Handle clCreateProgramWithSource(Handle, unsigned, const char **, const size_t *, int *);
extern int clBuildProgram(Handle, unsigned, const Handle *, const char *, void *, void *);
extern Handle clCreateKernel(Handle, const char *, int *);
extern Handle clCreateBuffer(Handle, uint64_t, size_t, void *, int *);
extern int clReleaseMemObject(Handle);
extern int clSetKernelArg(Handle, unsigned, size_t, const void *);
extern int clEnqueueNDRangeKernel(Handle, Handle, unsigned, const size_t *, const size_t *, const size_t *, unsigned,
                                  const void *, void *);
extern int clEnqueueWriteBuffer(Handle, Handle, unsigned, size_t, size_t, const void *, unsigned, const void *, void *);
extern int clEnqueueReadBuffer(Handle, Handle, unsigned, size_t, size_t, void *, unsigned, const void *, void *);
extern int clFinish(Handle);

enum { MOST_ARGUMENTS = 64, MOST_NODES = 1024, MOST_BUFFERS = 1 << 16 };

struct CUmod_st {
  Handle program;
  char *ptx;
};

struct CUfunc_st {
  Handle kernel;
  int count;
  size_t sizes[MOST_ARGUMENTS];
};

struct CUgraphNode_st {
  Launch launch;
  uint64_t values[MOST_ARGUMENTS];
  void *addresses[MOST_ARGUMENTS];
};

struct CUgraph_st {
  int count;
  CUgraphNode nodes[MOST_NODES];
};

/* Built, a graph has nodes of its own, which are asked for by the names of those that it was built of. */
struct CUgraphExec_st {
  int count;
  CUgraphNode names[MOST_NODES];
  struct CUgraphNode_st *nodes;
};

static Handle device, context, queue;
static size_t used;
static struct {
  CUdeviceptr at;
  size_t bytes;
} buffers[MOST_BUFFERS];
static int pending;
static __thread int current;

#define TRY(call) do { int e = (call); if (e) { fprintf(stderr, "%s: OpenCL error %d\n", #call, e); return CUDA_ERROR_UNKNOWN; } } while (0)
#define NEED_CONTEXT() do { if (!current) return CUDA_ERROR_INVALID_CONTEXT; } while (0)

CUresult cuInit(unsigned int flags) {
  if (flags) return CUDA_ERROR_INVALID_VALUE;
  if (queue) return CUDA_SUCCESS;
  Handle platform;
  int error;
  TRY(clGetPlatformIDs(1, &platform, NULL));
  TRY(clGetDeviceIDs(platform, 0xFFFFFFFF, 1, &device, NULL));
  context = clCreateContext(NULL, 1, &device, NULL, NULL, &error);
  TRY(error);
  queue = clCreateCommandQueue(context, device, 0, &error);
  TRY(error);
  return CUDA_SUCCESS;
}

CUresult cuDriverGetVersion(int *version) { return *version = 12040, CUDA_SUCCESS; }
CUresult cuDeviceGetCount(int *count) { return *count = 2, CUDA_SUCCESS; }
CUresult cuDeviceGet(CUdevice *which, int ordinal) { return *which = ordinal, CUDA_SUCCESS; }

CUresult cuDeviceGetName(char *name, int length, CUdevice which) {
  snprintf(name, length, which ? "an old card" : "stand-in");
  return CUDA_SUCCESS;
}

/* The second card is too old for the kernels. */
CUresult cuDeviceGetAttribute(int *value, CUdevice_attribute attribute, CUdevice which) {
  int major = which ? 6 : 9;
  *value = attribute == CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MAJOR   ? major
           : attribute == CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MINOR ? 0
                                                                       : -1;
  return CUDA_SUCCESS;
}

CUresult cuDeviceTotalMem_v2(size_t *bytes, CUdevice which) { return *bytes = BYTES + 0 * which, CUDA_SUCCESS; }
CUresult cuDevicePrimaryCtxRetain(CUcontext *made, CUdevice which) {
  return *made = (CUcontext)context, which ? CUDA_ERROR_UNKNOWN : CUDA_SUCCESS;
}
CUresult cuDevicePrimaryCtxRelease_v2(CUdevice which) { return which ? CUDA_ERROR_UNKNOWN : CUDA_SUCCESS; }
CUresult cuCtxSetCurrent(CUcontext chosen) {
  current = chosen == (CUcontext)context;
  return current ? CUDA_SUCCESS : CUDA_ERROR_INVALID_CONTEXT;
}

CUresult cuModuleLoadData(CUmodule *module, const void *image) {
  static char text[1 << 20];
  NEED_CONTEXT();
  FILE *file = fopen(SOURCE, "r");
  if (!file || strncmp(image, "//", 2)) return CUDA_ERROR_INVALID_VALUE;
  text[fread(text, 1, sizeof text - 1, file)] = 0;
  fclose(file);
  const char *source = text;
  int error;
  CUmodule made = calloc(1, sizeof *made);
  made->ptx = strdup(image);
  made->program = clCreateProgramWithSource(context, 1, &source, NULL, &error);
  TRY(error);
  TRY(clBuildProgram(made->program, 1, &device, "-cl-std=CL1.2 -cl-fp32-correctly-rounded-divide-sqrt -D FP64", NULL,
                     NULL));
  *module = made;
  return CUDA_SUCCESS;
}

CUresult cuModuleUnload(CUmodule module) {
  free(module->ptx);
  free(module);
  return CUDA_SUCCESS;
}

CUresult cuModuleGetFunction(CUfunction *function, CUmodule module, const char *name) {
  NEED_CONTEXT();
  char entry[256];
  snprintf(entry, sizeof entry, ".entry %s(", name);
  char *at = strstr(module->ptx, entry);
  if (!at) return CUDA_ERROR_NOT_FOUND;
  char *end = strchr(at, ')');
  CUfunction made = calloc(1, sizeof *made);
  while ((at = strstr(at, ".param .")) && at < end) {
    at += strlen(".param .");
    made->sizes[made->count++] = at[1] == '6' ? 8 : 4;
  }
  int error;
  made->kernel = clCreateKernel(module->program, name, &error);
  TRY(error);
  *function = made;
  return CUDA_SUCCESS;
}

CUresult cuStreamCreate(CUstream *stream, unsigned int flags) {
  NEED_CONTEXT();
  *stream = (CUstream)queue;
  return flags == 1 ? CUDA_SUCCESS : CUDA_ERROR_INVALID_VALUE;
}
CUresult cuStreamSynchronize(CUstream stream) {
  NEED_CONTEXT();
  TRY(clFinish((Handle)stream));
  pending = 0;
  return CUDA_SUCCESS;
}
CUresult cuStreamDestroy_v2(CUstream stream) { return stream ? CUDA_SUCCESS : CUDA_ERROR_INVALID_VALUE; }

CUresult cuMemGetInfo_v2(size_t *free_, size_t *total) {
  NEED_CONTEXT();
  *free_ = BYTES - used;
  *total = BYTES;
  return CUDA_SUCCESS;
}

CUresult cuMemAlloc_v2(CUdeviceptr *buffer, size_t bytes) {
  NEED_CONTEXT();
  if (used + bytes > BYTES) return CUDA_ERROR_OUT_OF_MEMORY;
  int error, slot = 0;
  while (slot < MOST_BUFFERS && buffers[slot].at) slot++;
  if (slot == MOST_BUFFERS) return CUDA_ERROR_OUT_OF_MEMORY;
  *buffer = buffers[slot].at = (CUdeviceptr)(uintptr_t)clCreateBuffer(context, 1, bytes, NULL, &error);
  buffers[slot].bytes = bytes;
  TRY(error);
  used += bytes;
  return CUDA_SUCCESS;
}

CUresult cuMemFree_v2(CUdeviceptr buffer) {
  NEED_CONTEXT();
  for (int slot = 0; slot < MOST_BUFFERS; slot++)
    if (buffers[slot].at == buffer) {
      used -= buffers[slot].bytes;
      buffers[slot].at = 0;
      TRY(clReleaseMemObject((Handle)(uintptr_t)buffer));
      return CUDA_SUCCESS;
    }
  return CUDA_ERROR_INVALID_VALUE;
}

CUresult cuMemcpyHtoDAsync_v2(CUdeviceptr to, const void *from, size_t bytes, CUstream stream) {
  NEED_CONTEXT();
  TRY(clEnqueueWriteBuffer((Handle)stream, (Handle)(uintptr_t)to, 1, 0, bytes, from, 0, NULL, NULL));
  pending = 1;
  return CUDA_SUCCESS;
}

/* On a card it does not wait for a stream of its own. */
CUresult cuMemcpyDtoH_v2(void *to, CUdeviceptr from, size_t bytes) {
  NEED_CONTEXT();
  if (pending) return CUDA_ERROR_NOT_READY;
  TRY(clEnqueueReadBuffer(queue, (Handle)(uintptr_t)from, 1, 0, bytes, to, 0, NULL, NULL));
  return CUDA_SUCCESS;
}

CUresult cuLaunchKernel(CUfunction f, unsigned int gx, unsigned int gy, unsigned int gz, unsigned int bx, unsigned int by,
                        unsigned int bz, unsigned int shared, CUstream stream, void **parameters, void **extra) {
  NEED_CONTEXT();
  if (!gx || !gy || !gz || gy > 65535 || gz > 65535 || bx * by * bz > 1024 || shared || extra)
    return CUDA_ERROR_INVALID_VALUE;
  for (int i = 0; i < f->count; i++) TRY(clSetKernelArg(f->kernel, i, f->sizes[i], parameters[i]));
  size_t threads[] = {(size_t)gx * bx, (size_t)gy * by, (size_t)gz * bz}, group[] = {bx, by, bz};
  TRY(clEnqueueNDRangeKernel((Handle)stream, f->kernel, 3, NULL, threads, group, 0, NULL, NULL));
  pending = 1;
  return CUDA_SUCCESS;
}

/* Keeps the arguments' values: what they are read from may change at once. */
static void keep(CUgraphNode node, const Launch *launch) {
  node->launch = *launch;
  for (int i = 0; i < launch->func->count; i++) {
    memcpy(&node->values[i], launch->kernelParams[i], launch->func->sizes[i]);
    node->addresses[i] = &node->values[i];
  }
  node->launch.kernelParams = node->addresses;
}

CUresult cuGraphCreate(CUgraph *graph, unsigned int flags) {
  *graph = calloc(1, sizeof **graph);
  return flags ? CUDA_ERROR_INVALID_VALUE : CUDA_SUCCESS;
}

/* Each behind the one before. */
CUresult cuGraphAddKernelNode(CUgraphNode *node, CUgraph graph, const CUgraphNode *after, size_t count,
                              const Launch *launch) {
  int n = graph->count;
  if (count != (n > 0) || (n && after[0] != graph->nodes[n - 1]) || n == MOST_NODES) return CUDA_ERROR_INVALID_VALUE;
  *node = graph->nodes[graph->count++] = calloc(1, sizeof **node);
  keep(*node, launch);
  return CUDA_SUCCESS;
}

CUresult cuGraphInstantiateWithFlags(CUgraphExec *built, CUgraph graph, unsigned long long flags) {
  CUgraphExec made = calloc(1, sizeof *made);
  made->count = graph->count;
  memcpy(made->names, graph->nodes, sizeof graph->nodes);
  made->nodes = calloc(graph->count, sizeof *made->nodes);
  for (int i = 0; i < graph->count; i++) keep(&made->nodes[i], &graph->nodes[i]->launch);
  *built = made;
  return flags ? CUDA_ERROR_INVALID_VALUE : CUDA_SUCCESS;
}

CUresult cuGraphExecKernelNodeSetParams(CUgraphExec built, CUgraphNode node, const Launch *launch) {
  for (int i = 0; i < built->count; i++)
    if (built->names[i] == node && built->nodes[i].launch.func == launch->func) {
      keep(&built->nodes[i], launch);
      return CUDA_SUCCESS;
    }
  return CUDA_ERROR_INVALID_VALUE;
}

CUresult cuGraphLaunch(CUgraphExec built, CUstream stream) {
  for (int i = 0; i < built->count; i++) {
    Launch *l = &built->nodes[i].launch;
    CUresult result = cuLaunchKernel(l->func, l->gridDimX, l->gridDimY, l->gridDimZ, l->blockDimX, l->blockDimY,
                                     l->blockDimZ, l->sharedMemBytes, stream, l->kernelParams, l->extra);
    if (result) return result;
  }
  return CUDA_SUCCESS;
}

CUresult cuGraphExecDestroy(CUgraphExec built) {
  free(built->nodes);
  free(built);
  return CUDA_SUCCESS;
}

CUresult cuGraphDestroy(CUgraph graph) {
  for (int i = 0; i < graph->count; i++) free(graph->nodes[i]);
  free(graph);
  return CUDA_SUCCESS;
}
