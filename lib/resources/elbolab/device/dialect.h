/* What OpenCL C and CUDA C++ call differently. Every kernel is written in these words. */
#ifdef __OPENCL_VERSION__
#pragma OPENCL FP_CONTRACT OFF /* or a compiler may fuse a product with a sum: other bits */
#ifdef FP64
#pragma OPENCL EXTENSION cl_khr_fp64 : enable
#endif
#define KERNEL __kernel void
#define GLOBAL __global
#define LOCAL __local
#define CONSTANT __constant
#define FUNC static inline
#define BARRIER() barrier(CLK_LOCAL_MEM_FENCE)
#define GID ((int)get_global_id(0))
#define GSIZE ((int)get_global_size(0))
#define GROUP(d) ((int)get_group_id(d))
#define LID(d) ((int)get_local_id(d))
#define FMA(a, b, c) fma((float)(a), (float)(b), (float)(c))
#define DFMA(a, b, c) fma((double)(a), (double)(b), (double)(c))
#define SQRT(x) sqrt(x)
#define FABS(x) fabs(x)
#define COPYSIGN(x, s) copysign(x, s)
#define BITS(x) as_int(x)
#define FLOAT_OF(i) as_float(i)
#define DBITS(x) as_long(x)
#define DOUBLE_OF(i) as_double(i)
typedef long int64;
typedef ulong uint64;
#else
#define KERNEL extern "C" __global__ void
#define GLOBAL
#define LOCAL __shared__
#define CONSTANT __constant__
#define FUNC static __device__ __forceinline__
#define BARRIER() __syncthreads()
#define GID ((int)(blockIdx.x * blockDim.x + threadIdx.x))
#define GSIZE ((int)(gridDim.x * blockDim.x))
#define GROUP(d) ((int)(d == 0 ? blockIdx.x : d == 1 ? blockIdx.y : blockIdx.z))
#define LID(d) ((int)(d == 0 ? threadIdx.x : threadIdx.y))
#define FMA(a, b, c) __fmaf_rn(a, b, c)
#define DFMA(a, b, c) __fma_rn(a, b, c)
#define SQRT(x) __fsqrt_rn(x)
#define FABS(x) fabsf(x)
#define COPYSIGN(x, s) copysignf(x, s)
#define BITS(x) __float_as_int(x)
#define FLOAT_OF(i) __int_as_float(i)
#define DBITS(x) __double_as_longlong(x)
#define DOUBLE_OF(i) __longlong_as_double(i)
#define FP64
typedef long long int64;
typedef unsigned long long uint64;
typedef unsigned int uint;
#endif
#define NAN_F FLOAT_OF(0x7fc00000)
#define INF_F FLOAT_OF(0x7f800000)
